import type { Node } from '../graph/graph';
import type { TypedGraph } from '../graph/typed-graph';
import { fieldsOf, layerOf } from '../schema/kinds';
import type { Interner } from './interner';
import { placedWindows, windowAttributes } from './windows';

/** The attributes that define what a node computes, in the order of its fields; padding in cells as one list. */
export function meaningOf({ kind, attributes }: Node): readonly (readonly [string, unknown])[] {
  const fields = fieldsOf(kind);
  const meant = Object.entries(attributes ?? {}).filter(([key]) => !fields[key]?.declares);
  return meant.map(([key, value]) => [key, Array.isArray(value) ? value.flat() : value]);
}

/** Kind and attributes as one text. */
function labelOf(node: Node): string {
  return `${node.kind} ${JSON.stringify(meaningOf(node))}`;
}

/** The same with the cells that the windows read instead of the attributes that place them. */
function placedLabelOf(graph: TypedGraph, node: Node): string | undefined {
  const windows = placedWindows(graph, node);
  const others = meaningOf(node).filter(([key]) => !windowAttributes.has(key));
  return windows === undefined ? undefined : `${node.kind} ${JSON.stringify(others)} ${windows}`;
}

/**
 * The operations of the nodes of two graphs as numbers: equal for those with the same attributes, and for those that are written
 * otherwise but have the same windows somewhere. `attributeChanges` says whether two nodes are the same.
 */
export function labelsOf(graphs: readonly TypedGraph[], interner: Interner): readonly (readonly number[])[] {
  const classes = new Classes();
  for (const graph of graphs)
    for (const node of graph.nodes) {
      const placed = placedLabelOf(graph, node);
      if (placed !== undefined) classes.join(interner.number(labelOf(node)), interner.number(placed));
    }
  return graphs.map(({ nodes }) => nodes.map((node) => classes.of(interner.number(labelOf(node)))));
}

/** Numbers in classes: each is in one of its own until it is joined with another. */
class Classes {
  readonly #above = new Map<number, number>();

  of(number: number): number {
    let top = number;
    for (let next = this.#above.get(top); next !== undefined; next = this.#above.get(top)) top = next;
    return top;
  }

  join(one: number, other: number): void {
    const [a, b] = [this.of(one), this.of(other)];
    if (a !== b) this.#above.set(Math.max(a, b), Math.min(a, b));
  }
}

/** Whether the order of a node's inputs does not matter. */
export function isCommutative({ kind }: Node): boolean {
  return layerOf(kind).traits.commutative === true;
}

/** An attribute with different values in two nodes. */
export interface AttributeChange {
  readonly attribute: string;
  readonly a: unknown;
  readonly b: unknown;
}

/** The attributes that differ in two nodes of one kind. Windows that read the same cells are equal, however they are written. */
export function attributeChanges(
  a: Node,
  b: Node,
  graphs: readonly [TypedGraph, TypedGraph],
): readonly AttributeChange[] {
  const others = new Map(meaningOf(b));
  const changes = meaningOf(a)
    .map(([attribute, value]) => ({ attribute, a: value, b: others.get(attribute) }))
    .filter((change) => JSON.stringify(change.a) !== JSON.stringify(change.b));
  const [one, other] = [placedWindows(graphs[0], a), placedWindows(graphs[1], b)];
  const same = one !== undefined && one === other;
  return same ? changes.filter(({ attribute }) => !windowAttributes.has(attribute)) : changes;
}
