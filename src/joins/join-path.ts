import type { Shape } from '../dimensions/dimension';
import { type GraphSoFar, type Node, nodeOf, type ValueId } from '../graph/graph';
import { tryNode } from './try-node';

/** Changed attributes of some nodes, by id. */
export type Changes = ReadonlyMap<ValueId, Readonly<Record<string, unknown>>>;

/** One path into a join: the nodes that no other path needs, and the values that enter it. */
export class JoinPath {
  readonly nodes: readonly Node[];
  readonly #end: ValueId;
  readonly #shapeOf: (id: ValueId) => Shape | undefined;

  constructor(graph: GraphSoFar, join: Node, index: number, shapeOf: (id: ValueId) => Shape | undefined) {
    const others = join.inputs.filter((_, other) => other !== index);
    const shared = new Set(others.flatMap((id) => [...ancestors(graph, id)]));
    this.#end = join.inputs[index] ?? 0;
    this.#shapeOf = shapeOf;
    const own = [...ancestors(graph, this.#end)].filter((id) => !shared.has(id)).toSorted((a, b) => a - b);
    this.nodes = own.flatMap((id) => nodeOf(graph, id) ?? []);
  }

  /** The output of the path with changed attributes; undefined if a layer rejects them. */
  outputWith(changes: Changes): Shape | undefined {
    const shapes = new Map<ValueId, Shape>();
    for (const node of this.nodes) {
      const inputs = node.inputs.map((id) => shapes.get(id) ?? this.#shapeOf(id));
      if (!node.attributes || !inputs.every((shape) => shape !== undefined)) return undefined;
      const output = tryNode(node, { ...node.attributes, ...changes.get(node.id) }, inputs)?.output;
      if (!output) return undefined;
      shapes.set(node.id, output);
    }
    return shapes.get(this.#end) ?? this.#shapeOf(this.#end);
  }
}

function ancestors(graph: GraphSoFar, end: ValueId): ReadonlySet<ValueId> {
  const found = new Set<ValueId>();
  const waiting = [end];
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    if (found.has(id)) continue;
    found.add(id);
    waiting.push(...(nodeOf(graph, id)?.inputs ?? []));
  }
  return found;
}
