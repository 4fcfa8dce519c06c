import type { Tensor, Variable } from '@tensorflow/tfjs-core';
import { valuesOf } from '../../dimensions/dimension';
import { type Node, nodesFor, outputsIn, type Phase, type ValueId } from '../../graph/graph';
import { type TypedGraph, typingOf } from '../../graph/typed-graph';
import { usedNodes } from '../../graph/unread';
import type { Kind } from '../../schema/kinds';
import { initialWeights } from '../../tensors/initial-weights';
import type { Tf } from '../engine';
import { layers } from './layers';
import type { Forward, LiveLayer, LiveRow, Mode } from './live-layer';

export type { Mode } from './live-layer';

/** Receives the value of a node and its name; the tensor is disposed afterwards. */
export type Observe = (name: string, value: Tensor) => void;

/** A running graph on one engine. It owns native memory: call `dispose` at the end. */
export interface LiveModel {
  /** By key, such as `incep1/five/conv2d_2/kernel`; includes statistics, as not trainable. */
  readonly variables: ReadonlyMap<string, Variable>;
  /**
   * The outputs of the graph for preprocessed inputs, all with the batch first, of any size: in training every output,
   * otherwise those at inference. Differentiable. In training, running statistics are updated as a side effect. Only the
   * results stay in memory; the inputs belong to the caller. `observe` receives the value of each node, in order.
   */
  forward(inputs: readonly Tensor[], mode: Mode, observe?: Observe): Tensor[];
  dispose(): void;
}

/** Creates the operations of a graph that passed every check. Weights and masks are functions of the seed, for any engine. */
export function createLiveModel(graph: TypedGraph, tf: Tf, seed: number): LiveModel {
  const variables = createVariables(graph, tf, seed);
  const constants: Tensor[] = [];
  const used = usedNodes(graph);
  const steps = graph.nodes
    .filter(({ id }) => used.has(id))
    .map((node) => ({ node, forward: prepare(node, { graph, tf, seed, variables, constants }) }));
  const plans = { training: planRun(graph, steps, 'training'), inference: planRun(graph, steps, 'inference') };

  return {
    variables,
    forward: (inputs, mode, observe) =>
      tf.tidy(() => run(tf, plans[mode.training ? 'training' : 'inference'], inputs, { mode, observe })),
    dispose: () => {
      for (const tensor of [...variables.values(), ...constants]) tensor.dispose();
    },
  };
}

interface RunStep {
  readonly node: Node;
  readonly forward: Forward;
}

/** What a forward pass of one phase runs, in order. */
interface RunPlan {
  readonly steps: readonly RunStep[];
  readonly outputs: readonly ValueId[];
  /** The last node that reads a value; outputs are not included. */
  readonly lastReader: ReadonlyMap<ValueId, ValueId>;
}

function planRun(graph: TypedGraph, all: readonly RunStep[], phase: Phase): RunPlan {
  const outputs = outputsIn(graph, phase);
  const needed = nodesFor(graph, outputs);
  const steps = all.filter(({ node }) => needed.has(node.id));
  const lastReader = new Map(steps.flatMap(({ node }) => node.inputs.map((value) => [value, node.id] as const)));
  for (const { value } of outputs) lastReader.delete(value);
  return { steps, outputs: outputs.map(({ value }) => value), lastReader };
}

/** Runs the nodes in order, and disposes each value after its last reader; tfjs itself keeps what a gradient needs. */
function run(
  tf: Tf,
  { steps, outputs, lastReader }: RunPlan,
  inputs: readonly Tensor[],
  { mode, observe }: { readonly mode: Mode; readonly observe: Observe | undefined },
): Tensor[] {
  const values = new Map<ValueId, Tensor>(inputs.entries());
  for (const { node, forward } of steps) {
    const tensors = node.inputs.map((value) => lookUp(values, value));
    const given = tf.tidy(() => forward(tensors, mode));
    values.set(node.id, given);
    observe?.(node.name, given);
    for (const value of node.inputs) {
      const tensor = values.get(value);
      if (!tensor || lastReader.get(value) !== node.id) continue;
      values.delete(value);
      // An identity returns the same tensor.
      if (!inputs.includes(tensor) && ![...values.values()].includes(tensor)) tensor.dispose();
    }
  }
  return outputs.map((value) => {
    const output = lookUp(values, value);
    return inputs.includes(output) ? tf.clone(output) : output;
  });
}

function createVariables(graph: TypedGraph, tf: Tf, seed: number): Map<string, Variable> {
  const variables = new Map<string, Variable>();
  const initial = initialWeights(graph, seed);
  for (const [key, { shape, trainable }] of graph.weights) {
    const { values = [] } = initial.get(key) ?? {};
    // Without names: tfjs allows a name only once, and two models may exist at a time.
    const variable = tf.tidy(() => tf.variable(tf.tensor(values, [...shape]), trainable));
    variables.set(key, variable);
  }
  return variables;
}

/** What the layers of a model are prepared from; each adds the constants that it makes. */
interface Materials {
  readonly graph: TypedGraph;
  readonly tf: Tf;
  readonly seed: number;
  readonly variables: ReadonlyMap<string, Variable>;
  readonly constants: Tensor[];
}

function prepare(node: Node, { graph, tf, seed, variables, constants }: Materials): Forward {
  const { attributes, inputs, name, kind } = node;
  if (!attributes) throw new Error(`${name} has no attributes`);
  const { output, weights } = typingOf(graph, node.id);
  const layer: LiveLayer<Kind> = {
    tf,
    name,
    attributes,
    inputs: inputs.map((value) => valuesOf(typingOf(graph, value).output)),
    output: valuesOf(output),
    seed,
    weight: (role) => {
      const key = weights.get(role);
      const variable = key && variables.get(key);
      if (!variable) throw new Error(`${name} has no weight ${role}`);
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
