import { valuesOf } from '../../dimensions/dimension';
import { type Node, nodesFor, outputsIn, type Phase, type ValueId } from '../../graph/graph';
import { type TypedGraph, typingOf, type WeightKey } from '../../graph/typed-graph';
import { weightSpecOf } from '../../graph/weights';
import type { Kind } from '../../schema/kinds';
import type { Precision } from '../../schema/train';
import { computeType } from './compute-types';
import type { GraphBuilder, Value } from './graph-builder';
import type { Gradients, GraphLayer, GraphRow, Lowered, Mode, Pointwise } from './graph-layer';
import { layers } from './layers';
import { cast, sumOf } from './ops/arithmetic';
import { poolFirst } from './pool-first';
import { gradientsTogether, isWorthwhile } from './rows/pointwise-siblings';

/** A graph as operations. */
export interface LoweredGraph {
  /** The outputs of the phase, in the order of the file. */
  readonly outputs: readonly Value[];
  /** The nodes that the outputs depend on, with their values, in order. */
  readonly nodes: readonly { readonly node: Node; readonly value: Value }[];
  /** New values of statistics. */
  readonly updates: ReadonlyMap<WeightKey, Value>;
  /** What comes down to inputs and weights from what comes down to each output. */
  backward(upstream: readonly Value[]): GraphGradients;
}

export interface GraphGradients {
  /** Undefined for an input that no output depends on. */
  readonly inputs: readonly (Value | undefined)[];
  /** In 32 bits, each the sum over all nodes that use the weight; without weights that no output depends on. */
  readonly weights: ReadonlyMap<WeightKey, Value>;
}

/** Where a graph that is lowered takes its values from. */
export interface Sources {
  readonly g: GraphBuilder;
  /** Preprocessed, with the batch first. */
  readonly inputs: readonly Value[];
  /** In 32 bits. */
  weight(key: WeightKey): Value;
  readonly mode: Mode;
  /** `f32` where it is not said. */
  readonly precision?: Precision | undefined;
}

/** Lowers what a phase of a graph runs; the graph has passed every check. */
export function lowerGraph(typed: TypedGraph, phase: Phase, sources: Sources): LoweredGraph {
  const graph = poolFirst(typed);
  const outputs = outputsIn(graph, phase);
  const needed = nodesFor(graph, outputs);
  const values = new Map<ValueId, Value>(sources.inputs.entries());
  const updates = new Map<WeightKey, Value>();
  const kinds = new Map(graph.nodes.map(({ id, kind }) => [id, kind]));
  const steps = graph.nodes
    .filter(({ id }) => needed.has(id))
    .map((node) => {
      // Statistics that nodes share move at each of them: the next one begins with what the last has made of them.
      const weight: Sources['weight'] = (key) => updates.get(key) ?? sources.weight(key);
      const lowered = lowerNode(graph, node, kinds.get(node.inputs[0] ?? -1), values, { ...sources, weight });
      values.set(node.id, lowered.output);
      for (const [role, value] of Object.entries(lowered.updates ?? {})) updates.set(keyOf(graph, node, role), value);
      return { node, lowered };
    });
  return {
    outputs: outputs.map(({ value }) => cast(sources.g, lookUp(values, value), 'float32')),
    nodes: steps.map(({ node, lowered }) => ({ node, value: lowered.output })),
    updates,
    backward: (upstream) => {
      const gradients = new GradientSums(sources.g, values);
      for (const [index, { value }] of outputs.entries()) gradients.add(value, upstream[index] as Value);
      return runBackward(graph, steps, gradients, sources.g);
    },
  };
}

function lowerNode(
  graph: TypedGraph,
  node: Node,
  source: Kind | undefined,
  values: ReadonlyMap<ValueId, Value>,
  { g, weight, mode, precision = 'f32' }: Sources,
): Lowered {
  const { attributes, name, kind } = node;
  const shapes = node.inputs.map((id) => valuesOf(typingOf(graph, id).output));
  const type = computeType(kind, shapes[0]?.at(-1) ?? 0, precision);
  const inputs = node.inputs.map((id) => cast(g, lookUp(values, id), type));
  const typing = typingOf(graph, node.id);
  if (!attributes) throw new Error(`${name} has no attributes`);
  const layer: GraphLayer<Kind> = {
    g,
    name,
    attributes,
    inputs,
    x: inputs[0] as Value,
    source,
    shapes,
    shape: shapes[0] as readonly number[],
    output: valuesOf(typing.output),
    mode,
    weight: (role) => cast(g, weight(keyOf(graph, node, role)), type),
    variable: (role) => weight(keyOf(graph, node, role)),
    weightShape: (role) => weightSpecOf(graph, keyOf(graph, node, role)).shape,
  };
  return (layers[kind] as GraphRow<Kind>)(layer);
}

/** The sum of what comes down to each value, in the value's type. */
class GradientSums {
  readonly #parts = new Map<ValueId, Value[]>();
  readonly #g: GraphBuilder;
  readonly #values: ReadonlyMap<ValueId, Value>;

  constructor(g: GraphBuilder, values: ReadonlyMap<ValueId, Value>) {
    this.#g = g;
    this.#values = values;
  }

  add(id: ValueId, gradient: Value): void {
    const { type } = lookUp(this.#values, id);
    this.#parts.set(id, [...(this.#parts.get(id) ?? []), cast(this.#g, gradient, type)]);
  }

  /** Undefined where nothing comes down. */
  take(id: ValueId): Value | undefined {
    const parts = this.#parts.get(id);
    return parts && sumOf(this.#g, parts);
  }
}

type Step = { readonly node: Node; readonly lowered: Lowered };

function runBackward(graph: TypedGraph, steps: readonly Step[], sums: GradientSums, g: GraphBuilder): GraphGradients {
  const parts = new Map<WeightKey, Value[]>();
  const keep = (node: Node, found: Gradients['weights'] = {}): void => {
    for (const [role, value] of Object.entries(found)) {
      const key = keyOf(graph, node, role);
      parts.set(key, [...(parts.get(key) ?? []), cast(g, value, 'float32')]);
    }
  };
  const pass = (node: Node, down: Gradients): void => {
    for (const [index, id] of node.inputs.entries()) sums.add(id, down.inputs[index] as Value);
    keep(node, down.weights);
  };
  const waiting = new Map<ValueId, (Step & { readonly gradient: Value; readonly pointwise: Pointwise })[]>();
  /** What waited for all others that read the same value. */
  const passTogether = (id: ValueId): void => {
    const members = waiting.get(id) ?? [];
    if (!isWorthwhile(members)) {
      for (const { node, lowered, gradient } of members) pass(node, lowered.backward(gradient));
      return;
    }
    const together = gradientsTogether(g, members);
    sums.add(id, together.input);
    for (const [index, { node }] of members.entries()) keep(node, together.weights[index]);
  };
  for (const { node, lowered } of [...steps].reverse()) {
    passTogether(node.id);
    const gradient = sums.take(node.id);
    if (!gradient) continue;
    const { pointwise } = lowered;
    const [source = -1] = node.inputs;
    if (pointwise) waiting.set(source, [...(waiting.get(source) ?? []), { node, lowered, gradient, pointwise }]);
    else pass(node, lowered.backward(gradient));
  }
  for (const index of graph.inputs.keys()) passTogether(index);
  const weights = new Map([...parts].map(([key, gradients]) => [key, sumOf(g, gradients)] as const));
  return { inputs: graph.inputs.map((_, index) => sums.take(index)), weights };
}

/** The key of a weight by its role in a node; a missing one is a bug. */
function keyOf(graph: TypedGraph, { id, name }: Node, role: string): WeightKey {
  const key = typingOf(graph, id).weights.get(role);
  if (key === undefined) throw new Error(`${name} has no weight ${role}`);
  return key;
}

function lookUp(values: ReadonlyMap<ValueId, Value>, id: ValueId): Value {
  const value = values.get(id);
  if (!value) throw new Error(`value ${id} is used before it is made`);
  return value;
}
