import { countReaders, type Node, type ValueId } from '../../graph/graph';
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
    if (pool.kind !== 'max_pool2d' || pool.attributes?.stride?.every((step) => step === 1)) continue;
    const before = nodes.get(pool.inputs[0] as ValueId);
    if (!before || !flattening.has(before.kind) || readers.get(before.id) !== 1) continue;
    typings.set(before.id, typingOf(graph, pool.id));
    nodes.set(before.id, { ...pool, id: before.id, inputs: before.inputs });
    nodes.set(pool.id, { ...before, id: pool.id, inputs: [before.id] } as Node);
  }
  return { ...graph, nodes: [...nodes.values()], typings };
}
