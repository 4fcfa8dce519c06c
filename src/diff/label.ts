import { spatialAxes, valuesOf } from '../dimensions/dimension';
import { reachedPads } from '../dimensions/window';
import { type Node, UNKNOWN_ID } from '../graph/graph';
import { windowOfNode } from '../graph/node-window';
import type { TypedGraph } from '../graph/typed-graph';
import { fieldsOf, layerOf } from '../schema/kinds';

/** The attributes that define what a node computes, in the order of its fields; padding in cells as one list. */
export function meaningOf({ kind, attributes }: Node): readonly (readonly [string, unknown])[] {
  const fields = fieldsOf(kind);
  const meant = Object.entries(attributes ?? {}).filter(([key]) => !fields[key]?.declares);
  return meant.map(([key, value]) => [key, Array.isArray(value) ? value.flat() : value]);
}

/** Kind and attributes as one text: equal for nodes that compute the same. */
export function labelOf(node: Node): string {
  return `${node.kind} ${JSON.stringify(meaningOf(node))}`;
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

/** The attributes that differ in two nodes of one kind. Padding with the same cells is equal, however it is written. */
export function attributeChanges(
  a: Node,
  b: Node,
  graphs: readonly [TypedGraph, TypedGraph],
): readonly AttributeChange[] {
  const others = new Map(meaningOf(b));
  const changes = meaningOf(a)
    .map(([attribute, value]) => ({ attribute, a: value, b: others.get(attribute) }))
    .filter((change) => JSON.stringify(change.a) !== JSON.stringify(change.b));
  const [only] = changes;
  const samePads =
    changes.length === 1 && only?.attribute === 'padding' && padsIn(a, graphs[0]) === padsIn(b, graphs[1]);
  return samePads ? [] : changes;
}

/** The padding cells of a window as a text; a unique text if they are unknown. */
function padsIn(node: Node, graph: TypedGraph): string {
  const { kind, name, inputs } = node;
  const input = graph.typings.get(inputs[0] ?? UNKNOWN_ID)?.output;
  const window = layerOf(kind).traits.window?.use === 'transposed_convolution' ? undefined : windowOfNode(node);
  return input && window ? String(reachedPads(window, valuesOf(spatialAxes(input)))) : name;
}
