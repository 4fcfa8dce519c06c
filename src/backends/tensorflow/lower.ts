import { type Node, outputsIn, type Phase, type ValueId } from '../../graph/graph';
import { type TypedGraph, typingOf, type WeightKey } from '../../graph/typed-graph';
import type { Kind } from '../../schema/kinds';
import type { Precision } from '../../schema/train';
import type { GraphBuilder, Value } from './graph-builder';
import type { Gradients, GraphLayer, GraphRow, Lowered, Mode } from './graph-layer';
import { layers } from './layers';
import { cast, sumOf } from './ops/arithmetic';
import { planLowering } from './passes/passes';
import { choicesOf, factsOf, type Plan } from './passes/plan';
import { gradientsTogether, type JoinedGradient } from './rows/joined-gradients';

/** A graph as operations. */
export interface LoweredGraph {
  /** The outputs of the phase, in the order of the file. */
  readonly outputs: readonly Value[];
  /** The nodes that the outputs depend on, with their values, in order. */
  readonly nodes: readonly { readonly node: Node; readonly value: Value }[];
  /** New values of statistics. */
  readonly updates: ReadonlyMap<WeightKey, Value>;
  /** Gradients with respect to inputs and weights, from those of the outputs. */
  backward(upstream: readonly Value[]): GraphGradients;
}

export interface GraphGradients {
  /** Undefined for an input that no output depends on. */
  readonly inputs: readonly (Value | undefined)[];
  /** In 32 bits, each summed over all nodes that use the weight; without weights that no output depends on. */
  readonly weights: ReadonlyMap<WeightKey, Value>;
}

/** The source of values for a lowered graph. */
export interface Sources {
  readonly g: GraphBuilder;
  /** Preprocessed, with the batch first. */
  readonly inputs: readonly Value[];
  /** In 32 bits. */
  weight(key: WeightKey): Value;
  readonly mode: Mode;
  /** By default `f32`. */
  readonly precision?: Precision | undefined;
}

/** Lowers the nodes that a phase of a graph runs; the graph has passed every check. */
export function lowerGraph(typed: TypedGraph, phase: Phase, sources: Sources): LoweredGraph {
  const plan = planLowering(typed, phase, sources.precision ?? 'f32');
  const { graph } = plan;
  const outputs = outputsIn(graph, phase);
  const values = new Map<ValueId, Value>(sources.inputs.entries());
  const updates = new Map<WeightKey, Value>();
  // Shared statistics are updated by each node: the next one starts with the result of the last.
  const weight: Sources['weight'] = (key) => updates.get(key) ?? sources.weight(key);
  const nodes = graph.nodes.map((node): LoweredNode => {
    const lowered = lowerNode(plan, node, values, { ...sources, weight });
    values.set(node.id, lowered.output);
    for (const [role, value] of Object.entries(lowered.updates ?? {})) updates.set(keyOf(graph, node, role), value);
    return { node, lowered };
  });
  return {
    outputs: outputs.map(({ value }) => cast(sources.g, lookUp(values, value), 'float32')),
    nodes: nodes.map(({ node, lowered }) => ({ node, value: lowered.output })),
    updates,
    backward: (upstream) => {
      const gradients = new GradientSums(sources.g, values);
      for (const [index, { value }] of outputs.entries()) gradients.add(value, upstream[index] as Value);
      return runBackward(graph, nodes, gradients, sources.g);
    },
  };
}

function lowerNode(plan: Plan, node: Node, values: ReadonlyMap<ValueId, Value>, { g, weight, mode }: Sources): Lowered {
  const choices = choicesOf(plan, node.id);
  const inputs = node.inputs.map((id) => cast(g, lookUp(values, id), choices.type));
  const variable = (role: string): Value => weight(keyOf(plan.graph, node, role));
  const layer: GraphLayer<Kind> = {
    ...factsOf(plan.graph, node),
    g,
    name: node.name,
    inputs,
    x: inputs[0] as Value,
    choices,
    mode,
    weight: (role) => cast(g, variable(role), choices.type),
    variable,
  };
  return (layers[node.kind] as GraphRow<Kind>)(layer);
}

/** The sum of the gradients of each value, in the value's type. */
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

  /** Undefined if there is no gradient. */
  take(id: ValueId): Value | undefined {
    const parts = this.#parts.get(id);
    return parts && sumOf(this.#g, parts);
  }
}

type LoweredNode = { readonly node: Node; readonly lowered: Lowered };

function runBackward(
  graph: TypedGraph,
  nodes: readonly LoweredNode[],
  sums: GradientSums,
  g: GraphBuilder,
): GraphGradients {
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
  const waiting = new Map<ValueId, (JoinedGradient & { readonly node: Node })[]>();
  /** Nodes that waited for their siblings, after all of them were visited. */
  const passTogether = (id: ValueId): void => {
    const members = waiting.get(id);
    if (!members) return;
    const together = gradientsTogether(g, members);
    sums.add(id, together.input);
    for (const [index, { node }] of members.entries()) keep(node, together.weights[index]);
  };
  for (const { node, lowered } of [...nodes].reverse()) {
    passTogether(node.id);
    const gradient = sums.take(node.id);
    if (!gradient) continue;
    const { joined } = lowered;
    const [source = -1] = node.inputs;
    if (joined) waiting.set(source, [...(waiting.get(source) ?? []), { node, gradient, joined }]);
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
