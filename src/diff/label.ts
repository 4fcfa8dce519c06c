import { type PaddedWindow, reachedPads } from '../dimensions/window';
import type { Node } from '../graph/graph';
import type { TypedGraph } from '../graph/typed-graph';

/** Attributes that declare what a number should be, and change nothing. */
const declarations: ReadonlySet<string> = new Set(['flatten.size', 'dense.inputs']);

/** The attributes of a node that make it what it is, in the order of its fields. */
export function meaningOf({ kind, attributes }: Node): readonly (readonly [string, unknown])[] {
  return Object.entries(attributes ?? {}).filter(([key]) => !declarations.has(`${kind}.${key}`));
}

/** Kind and attributes as one text: equal for nodes that do the same to their inputs. */
export function labelOf(node: Node): string {
  return `${node.kind} ${JSON.stringify(meaningOf(node))}`;
}

/** Whether the inputs of a node may stand in any order. */
export function isCommutative({ kind }: Node): boolean {
  return kind === 'add' || kind === 'multiply';
}

/** An attribute that two nodes have different values for. */
export interface AttributeChange {
  readonly attribute: string;
  readonly a: unknown;
  readonly b: unknown;
}

/** What differs in two nodes of one kind; padding that comes to the same cells in both is no difference, however it is said. */
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

/** The cells around the input of a window as a text; a text of its own where they are not known. */
function padsIn(node: Node, graph: TypedGraph): string {
  const [height, width] = graph.typings.get(node.inputs[0] ?? 0)?.output ?? [];
  const attributes = node.attributes as Partial<PaddedWindow> | undefined;
  const isWindow = attributes?.kernel && attributes.stride && attributes.padding && node.kind !== 'conv2d_transpose';
  if (!height || !width || !isWindow) return node.name;
  const { kernel, stride, dilation = [1, 1], padding, ceil_mode = false } = attributes as PaddedWindow;
  return JSON.stringify(reachedPads([height.value, width.value], { kernel, stride, dilation, padding, ceil_mode }));
}
