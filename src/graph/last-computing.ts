import { layerOf } from '../schema/kinds';
import { type Graph, type Node, nodeOf, type ValueId } from './graph';

/** The last layer before a value that changes numbers, and does not only drop or move them. */
export function lastComputing(graph: Pick<Graph, 'inputs' | 'nodes'>, value: ValueId): Node | undefined {
  const node = nodeOf(graph, value);
  const [input] = node?.inputs ?? [];
  return node && input !== undefined && layerOf(node.kind).traits.keepsValues ? lastComputing(graph, input) : node;
}

/** The last layer before a node that changes numbers, if nothing else reads what it gives, and the node takes nothing else. */
export function computingBefore(
  graph: Pick<Graph, 'inputs' | 'nodes'>,
  { inputs: [input, other] }: Node,
  readers: ReadonlyMap<ValueId, number>,
): Node | undefined {
  if (input === undefined || other !== undefined || readers.get(input) !== 1) return undefined;
  const before = nodeOf(graph, input);
  return before && layerOf(before.kind).traits.keepsValues ? computingBefore(graph, before, readers) : before;
}
