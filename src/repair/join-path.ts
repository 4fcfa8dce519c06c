import { type Graph, type Node, nodeOf, type ValueId } from '../graph/graph';

/** The layers of one path into a join, in order: those that no other path needs. */
export function pathInto(graph: Graph, join: Node, index: number): readonly Node[] {
  const others = join.inputs.filter((_, other) => other !== index);
  const shared = new Set(others.flatMap((id) => [...ancestors(graph, id)]));
  const own = [...ancestors(graph, join.inputs[index] ?? 0)].filter((id) => !shared.has(id));
  return own.toSorted((a, b) => a - b).flatMap((id) => nodeOf(graph, id) ?? []);
}

function ancestors(graph: Graph, end: ValueId): ReadonlySet<ValueId> {
  const found = new Set<ValueId>();
  const waiting = [end];
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    if (found.has(id)) continue;
    found.add(id);
    waiting.push(...(nodeOf(graph, id)?.inputs ?? []));
  }
  return found;
}
