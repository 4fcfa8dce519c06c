import { product } from '../dimensions/dimension';
import type { WeightSpec } from '../schema/layer';
import { type Graph, type Node, nodeOf, type ValueId } from './graph';
import { type TypedGraph, typingOf, type WeightKey } from './typed-graph';

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

/** The total of some nodes, counting each weight once; nodes without a typing count nothing. */
export function sumNodes(graph: TypedGraph, nodes: Iterable<Pick<Node, 'id'>> = graph.nodes): Cost {
  const keys = new Set<WeightKey>();
  let macs = 0;
  for (const { id } of nodes) {
    const typing = graph.typings.get(id);
    if (!typing) continue;
    for (const key of typing.weights.values()) keys.add(key);
    macs += typing.macs;
  }
  return { ...countParameters(graph, keys), macs };
}

/** The numbers in some weights. */
export function countParameters(
  graph: Pick<TypedGraph, 'weights' | 'name'>,
  keys: Iterable<WeightKey>,
): ParameterCount {
  const count = { parameters: 0, trainable: 0 };
  for (const key of keys) {
    const spec = weightSpecOf(graph, key);
    const numbers = product(spec.shape);
    count.parameters += numbers;
    if (spec.trainable) count.trainable += numbers;
  }
  return count;
}
