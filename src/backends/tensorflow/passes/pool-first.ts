import { countReaders, type Node, type ValueId } from '../../../graph/graph';
import { typingOf } from '../../../graph/typed-graph';
import { layerOf } from '../../../schema/kinds';
import type { Pass } from './plan';

/**
 * Moves each ReLU, or other monotone function, that only a max pool reads after the pool, if that has fewer cells: for finite
 * numbers, values and gradients are bit-identical.
 */
export const poolFirst: Pass = (plan) => {
  const { graph } = plan;
  const readers = countReaders(graph);
  const nodes = new Map<ValueId, Node>(graph.nodes.map((node) => [node.id, node]));
  const typings = new Map(graph.typings);
  for (const pool of graph.nodes) {
    const [input] = pool.inputs;
    if (input === undefined || !leavesFewer(pool)) continue;
    const before = nodes.get(input);
    if (!before || !layerOf(before.kind).traits.monotone || readers.get(before.id) !== 1) continue;
    typings.set(before.id, typingOf(graph, pool.id));
    nodes.set(before.id, moved(pool, before.id, before.inputs));
    nodes.set(pool.id, moved(before, pool.id, [before.id]));
  }
  return { ...plan, graph: { ...graph, nodes: [...nodes.values()], typings } };
};

/** Whether a node is a max pool with a stride above one. */
function leavesFewer({ kind, attributes }: Node): boolean {
  const { stride } = (attributes ?? {}) as { readonly stride?: readonly number[] };
  return layerOf(kind).traits.window?.use === 'max_pool' && !stride?.every((step) => step === 1);
}

/** A node that replaces another. */
function moved(node: Node, id: ValueId, inputs: readonly ValueId[]): Node {
  return { ...node, id, inputs };
}
