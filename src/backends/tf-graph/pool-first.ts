import type { Node, ValueId } from '../../graph/graph';
import { type TypedGraph, typingOf } from '../../graph/typed-graph';
import type { Kind } from '../../schema/kinds';

/** Functions that keep the order of numbers, and have no gradient where they make different ones equal. */
const flattening: ReadonlySet<Kind> = new Set<Kind>(['relu', 'relu6']);

/**
 * The graph with each ReLU that only a max pool reads behind it, where the pool leaves fewer cells: of finite numbers, values and gradients
 * are the same to the last bit.
 */
export function poolFirst(graph: TypedGraph): TypedGraph {
  const readers = countReaders(graph);
  const nodes = new Map(graph.nodes.map((node) => [node.id, node]));
  const typings = new Map(graph.typings);
  for (const pool of graph.nodes) {
    const before = nodes.get(pool.inputs[0] as ValueId);
    if (pool.kind !== 'max_pool2d' || pool.attributes?.stride?.every((step) => step === 1)) continue;
    if (!before || !flattening.has(before.kind) || readers.get(before.id) !== 1) continue;
    typings.set(before.id, typingOf(graph, pool.id));
    nodes.set(before.id, { ...pool, id: before.id, inputs: before.inputs });
    nodes.set(pool.id, { ...before, id: pool.id, inputs: [before.id] } as Node);
  }
  return { ...graph, nodes: [...nodes.values()], typings };
}

function countReaders(graph: TypedGraph): ReadonlyMap<ValueId, number> {
  const counts = new Map<ValueId, number>();
  for (const id of [...graph.nodes.flatMap(({ inputs }) => inputs), ...graph.outputs.map(({ value }) => value)])
    counts.set(id, (counts.get(id) ?? 0) + 1);
  return counts;
}
