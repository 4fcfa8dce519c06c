import type { Graph, Node, ValueId } from '../../graph/graph';
import { nodesOfModel } from '../../graph/unread';
import { ownerOf } from '../../graph/weights';

/** The nodes that share weights with others, and all that have the same ones. */
export type Sharing = ReadonlyMap<ValueId, readonly ValueId[]>;

/** The sharing of a graph. */
export function sharingIn(graph: Graph): Sharing {
  const groups = new Map<ValueId, ValueId[]>();
  for (const node of nodesOfModel(graph)) {
    if (node.sharing === undefined) continue;
    const owner = ownerOf(graph, node).id;
    groups.set(owner, [...(groups.get(owner) ?? [owner]), node.id]);
  }
  return new Map([...groups.values()].flatMap((group) => group.map((id) => [id, group] as const)));
}

/** Whether some of the nodes share weights with others than themselves. */
export function isShared(sharing: Sharing, nodes: readonly Node[]): boolean {
  const own = new Set(nodes.map(({ id }) => id));
  return nodes.some(({ id }) => sharing.get(id)?.some((other) => !own.has(other)));
}
