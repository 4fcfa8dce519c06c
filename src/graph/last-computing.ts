import { layerOf } from '../schema/kinds';
import { type Graph, type Node, nodeOf, type ValueId } from './graph';

/** The last layer before a value that changes numbers, and does not only drop or move them. */
export function lastComputing(graph: Pick<Graph, 'inputs' | 'nodes'>, value: ValueId): Node | undefined {
  const node = nodeOf(graph, value);
  const [input] = node?.inputs ?? [];
  return node && input !== undefined && layerOf(node.kind).traits.keepsValues ? lastComputing(graph, input) : node;
}
