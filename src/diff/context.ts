import type { Graph, ValueId } from '../graph/graph';
import type { Interner } from './interner';
import { isCommutative } from './label';

/** The context of each node, as numbers that are equal in both graphs for equal contexts. */
export interface Contexts {
  /** The operation of the node. */
  readonly labels: readonly number[];
  /** The node and everything before it: nodes with equal numbers compute the same value. */
  readonly above: readonly number[];
  /** The node and everything that its value is used for. */
  readonly below: readonly number[];
}

export function contextsOf(graph: Graph, labels: readonly number[], interner: Interner): Contexts {
  const { nodes, inputs } = graph;
  const first = inputs.length;
  const above: number[] = inputs.map((_, id) => interner.number(`input ${id}`));
  for (const [index, node] of nodes.entries()) {
    const operands = node.inputs.map((id) => above[id] ?? -1);
    if (isCommutative(node)) operands.sort((a, b) => a - b);
    above.push(interner.number(`above ${labels[index]} ${operands.join(' ')}`));
  }
  return { labels, above: above.slice(first), below: belowOf(graph, labels, interner) };
}

function belowOf(graph: Graph, labels: readonly number[], interner: Interner): readonly number[] {
  const { nodes, inputs } = graph;
  const first = inputs.length;
  const marks = new Map<ValueId, string>();
  for (const { value, lossWeight, trainOnly, main } of graph.outputs)
    marks.set(value, `${lossWeight} ${trainOnly} ${main}`);
  const readers: string[][] = nodes.map(() => []);
  const below: number[] = nodes.map(() => 0);
  for (let index = nodes.length - 1; index >= 0; index--) {
    const node = nodes[index];
    if (!node) continue;
    const read = (readers[index] ?? []).sort().join(' ');
    const own = interner.number(`below ${labels[index]} ${marks.get(node.id) ?? ''} ${read}`);
    below[index] = own;
    for (const [place, id] of node.inputs.entries())
      readers[id - first]?.push(`${own}:${isCommutative(node) ? '' : place}`);
  }
  return below;
}
