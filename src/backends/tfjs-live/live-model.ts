import type { Tensor, Variable } from '@tensorflow/tfjs-core';
import { valuesOf } from '../../dimensions/dimension';
import { INPUT_ID, type Node, type ValueId } from '../../graph/graph';
import { type TypedGraph, typingOf } from '../../graph/typed-graph';
import type { Kind } from '../../schema/kinds';
import type { Tf } from '../../training/engines/engine';
import { initialWeights } from '../../training/weights/initial-weights';
import { layers } from './layers';
import type { Forward, LiveLayer, LiveRow, Mode } from './live-layer';

export type { Mode } from './live-layer';

/** A graph at work on one engine. It owns native memory: call `dispose` at the end. */
export interface LiveModel {
  /** By `node/weight`, such as `incep1/five/conv2d_2/kernel`; statistics are there too, as not trainable. */
  readonly variables: ReadonlyMap<string, Variable>;
  /**
   * The output of the graph for a preprocessed input, both with the batch first, which may be of any size. Differentiable.
   * In training, running statistics move as a side effect. Only the result is left in memory; the input stays the caller's.
   */
  forward(input: Tensor, mode: Mode): Tensor;
  dispose(): void;
}

/** Makes the operations of a graph that passed every check. Weights and masks are functions of the seed, whatever the engine. */
export function createLiveModel(graph: TypedGraph, tf: Tf, seed: number): LiveModel {
  const variables = createVariables(graph, tf, seed);
  const constants: Tensor[] = [];
  const forwards = graph.nodes.map((node) => prepare(graph, node, tf, seed, variables, constants));

  return {
    variables,
    forward: (input, mode) => tf.tidy(() => run(graph, tf, forwards, input, mode)),
    dispose: () => {
      for (const tensor of [...variables.values(), ...constants]) tensor.dispose();
    },
  };
}

/** Runs every node in order, and lets go of each value after its last reader: what a gradient needs, tfjs keeps for itself. */
function run(graph: TypedGraph, tf: Tf, forwards: readonly Forward[], input: Tensor, mode: Mode): Tensor {
  const lastReader = new Map(graph.nodes.flatMap(({ id, inputs }) => inputs.map((value) => [value, id] as const)));
  const values = new Map<ValueId, Tensor>([[INPUT_ID, input]]);
  for (const [index, { id, inputs }] of graph.nodes.entries()) {
    const tensors = inputs.map((value) => lookUp(values, value));
    const result = tf.tidy(() => (forwards[index] as Forward)(tensors, mode));
    values.set(id, result);
    for (const value of inputs) {
      const tensor = values.get(value);
      if (!tensor || lastReader.get(value) !== id || value === graph.output) continue;
      values.delete(value);
      // An identity gives on the tensor that it was given.
      if (tensor !== input && ![...values.values()].includes(tensor)) tensor.dispose();
    }
  }
  const output = lookUp(values, graph.output);
  return output === input ? tf.clone(output) : output;
}

function createVariables(graph: TypedGraph, tf: Tf, seed: number): Map<string, Variable> {
  const variables = new Map<string, Variable>();
  const initial = initialWeights(graph, seed);
  for (const node of graph.nodes) {
    for (const [name, { shape, trainable }] of Object.entries(typingOf(graph, node.id).weights)) {
      const key = `${node.name}/${name}`;
      const values = initial.get(key)?.values;
      // Without names of their own: tfjs allows a name once, and two models may live at a time.
      if (values)
        variables.set(
          key,
          tf.tidy(() => tf.variable(tf.tensor(values, [...shape]), trainable)),
        );
    }
  }
  return variables;
}

function prepare(
  graph: TypedGraph,
  node: Node,
  tf: Tf,
  seed: number,
  variables: ReadonlyMap<string, Variable>,
  constants: Tensor[],
): Forward {
  const { attributes, inputs, name, kind } = node;
  const [first = INPUT_ID] = inputs;
  if (!attributes) throw new Error(`${name} has no attributes`);
  const layer: LiveLayer<Kind> = {
    tf,
    name,
    attributes,
    input: first === INPUT_ID ? graph.input.shape : valuesOf(typingOf(graph, first).output),
    output: valuesOf(typingOf(graph, node.id).output),
    seed,
    weight: (weight) => {
      const variable = variables.get(`${name}/${weight}`);
      if (!variable) throw new Error(`${name} has no weight ${weight}`);
      return variable;
    },
    constant: (values, shape) => {
      const tensor = tf.keep(tf.tensor(values, [...shape]));
      constants.push(tensor);
      return tensor;
    },
  };
  return (layers[kind] as LiveRow<Kind>)(layer);
}

function lookUp(values: ReadonlyMap<ValueId, Tensor>, id: ValueId): Tensor {
  const value = values.get(id);
  if (!value) throw new Error(`value ${id} is used before it is made`);
  return value;
}
