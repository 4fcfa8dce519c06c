import { product } from '../dimensions/dimension';
import type { WeightSpec } from '../schema/layer';
import { type Graph, type Node, nodeOf, type ValueId } from './graph';
import { type TypedGraph, type Typing, typingOf, type WeightKey } from './typed-graph';

/** A weight as used by a node. */
export interface UsedWeight {
  /** The role of the weight in the node: `kernel`, `bias`, `gamma`. */
  readonly role: string;
  readonly key: WeightKey;
  readonly spec: WeightSpec;
}

/** The weights of a node in a graph that passed every check, in the order of its kind. */
export function weightsOf(graph: TypedGraph, id: ValueId): UsedWeight[] {
  return [...typingOf(graph, id).weights].map(([role, key]) => ({ role, key, spec: weightSpecOf(graph, key) }));
}

/** The weights of a node by role, as the table of a target reads them. */
export function weightSpecs(graph: TypedGraph, id: ValueId): Readonly<Record<string, WeightSpec>> {
  return Object.fromEntries(weightsOf(graph, id).map(({ role, spec }) => [role, spec]));
}

/** The spec of a weight; a missing one is a bug in modelc. */
export function weightSpecOf({ weights, name }: Pick<TypedGraph, 'weights' | 'name'>, key: WeightKey): WeightSpec {
  const spec = weights.get(key);
  if (!spec) throw new Error(`${name} has no weight ${key}`);
  return spec;
}

/** The node whose weights a node uses: the first of all that share them, or itself. */
export function ownerOf(graph: Pick<Graph, 'inputs' | 'nodes'>, node: Node): Node {
  return (node.sharing && nodeOf(graph, node.sharing.owner)) ?? node;
}

/** Whether a node has the weights that it should share; it has its own if they do not fit, which is an error. */
export function sharedWeightsFit(graph: TypedGraph, node: Node): boolean {
  const [own, shared] = [node, ownerOf(graph, node)].map(({ id }) => graph.typings.get(id)?.weights);
  return !node.sharing || [...(own?.values() ?? [])].every((key) => shared && [...shared.values()].includes(key));
}

/** The total cost of layers, per sample. */
export interface Cost extends ParameterCount {
  readonly macs: number;
}

/** Numbers in weights. */
export interface ParameterCount {
  /** Includes statistics. */
  readonly parameters: number;
  /** Without statistics and frozen weights. */
  readonly trainable: number;
}

/** The total of some nodes, or of the whole graph, counting each weight once; nodes without a typing count nothing. */
export function sumNodes(graph: TypedGraph, nodes?: Iterable<Pick<Node, 'id'>>): Cost {
  if (!nodes) return { ...countParameters(graph.weights.values()), macs: sumMacs(graph.typings.values()) };
  const keys = new Set<WeightKey>();
  const typings = [...nodes].flatMap(({ id }) => graph.typings.get(id) ?? []);
  for (const { weights } of typings) for (const key of weights.values()) keys.add(key);
  const specs = [...keys].map((key) => weightSpecOf(graph, key));
  return { ...countParameters(specs), macs: sumMacs(typings) };
}

function sumMacs(typings: Iterable<Typing>): number {
  let total = 0;
  for (const { macs } of typings) total += macs;
  return total;
}

function countParameters(specs: Iterable<WeightSpec>): ParameterCount {
  const count = { parameters: 0, trainable: 0 };
  for (const { shape, trainable } of specs) {
    const numbers = product(shape);
    count.parameters += numbers;
    if (trainable) count.trainable += numbers;
  }
  return count;
}
