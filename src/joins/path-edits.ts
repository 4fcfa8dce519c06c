import { textOf } from '../diagnostics/source';
import { channelsOf, type Shape } from '../dimensions/dimension';
import { extents, type Pad, type Padding, type Window } from '../dimensions/window';
import type { GraphSoFar, Node } from '../graph/graph';
import { type AttributePlace, attributePlace } from '../graph/locations';
import { windowOfNode } from '../graph/node-window';
import { fieldsOf, layerOf } from '../schema/kinds';
import { findMismatch } from '../schema/value-schema';

/** An attribute of a layer with another value: what a user would write, and where. */
export interface PathEdit {
  readonly node: Node;
  readonly place: AttributePlace;
  /** As the compiler reads it, including other attributes that must change with it. */
  readonly attributes: Readonly<Record<string, unknown>>;
  /** As written in YAML. */
  readonly text: string;
  /** Higher for better edits, such as those that make a layer like its neighbours. */
  readonly weight: number;
}

/** The window of a layer with a sliding window over its input; otherwise undefined. */
function slidingWindow(node: Node): Window | undefined {
  const { window } = layerOf(node.kind).traits;
  if (!window || window.use === 'transposed_convolution') return undefined;
  return windowOfNode(node);
}

/** The edits of one layer that could make its path match: other padding, stride or channels. */
export function editsOf(
  graph: GraphSoFar,
  node: Node,
  target: Shape,
  neighbours: readonly Node[],
): readonly PathEdit[] {
  const window = slidingWindow(node);
  const windows = neighbours.flatMap((other) => slidingWindow(other) ?? []);
  const alike = windows.filter(({ kernel }) => kernel.length === window?.kernel.length);
  return [...(window ? windowEdits(graph, node, window, alike) : []), ...channelEdits(graph, node, target, neighbours)];
}

function windowEdits(graph: GraphSoFar, node: Node, window: Window, windows: readonly Window[]): PathEdit[] {
  const edits: PathEdit[] = [];
  const write = (attribute: string, value: unknown): string => asYaml(fieldsOf(node.kind)[attribute]?.write(value));
  const padding = attributePlace(graph, node, 'padding');
  for (const value of padding ? paddings(window, windows).filter((one) => accepts(node, one)) : []) {
    const usual = windows.filter((other) => String(other.padding) === String(value)).length;
    const mean = lacksMean(node) && value !== 'valid';
    const text = `${write('padding', value)}${mean ? ', count_include_pad: false' : ''}`;
    const attributes = { padding: value, ...(mean && { count_include_pad: false }) };
    const weight = weightOf(padding, usual, windows.length) + (value === 'same' ? 0.5 : 0);
    if (padding) edits.push({ node, place: padding, attributes, text, weight });
  }
  const stride = attributePlace(graph, node, 'stride');
  for (const value of stride ? strides(window, windows) : []) {
    const usual = windows.filter((other) => String(other.stride) === String(value)).length;
    const weight = weightOf(stride, usual, windows.length);
    if (stride)
      edits.push({ node, place: stride, attributes: { stride: value }, text: write('stride', value), weight });
  }
  return edits;
}

/** Whether an average pool would need `count_include_pad` after adding padding. */
function lacksMean({ kind, attributes }: Node): boolean {
  const { count_include_pad } = attributes as { readonly count_include_pad?: boolean };
  return layerOf(kind).traits.window?.use === 'mean_pool' && count_include_pad === undefined;
}

/** A written attribute is more likely wrong than an omitted one, and what the neighbours have is more likely right. */
function weightOf(place: AttributePlace | undefined, usual: number, all: number): number {
  return (place?.span ? 1 : 0) + (all === 0 ? 0 : usual / all);
}

/** Whether a padding is allowed on a node: only some kinds accept `causal`. */
function accepts({ kind }: Node, padding: Padding): boolean {
  const field = fieldsOf(kind).padding;
  return field !== undefined && findMismatch(field.schema, field.write(padding)) === undefined;
}

/** Paddings that may have been intended: `same`, `valid`, and those in cells or `causal` if a nearby layer has one. */
function paddings(window: Window, windows: readonly Window[]): Padding[] {
  const cells = extents(window).map((reach): Pad => [Math.floor(reach / 2), Math.floor(reach / 2)]);
  const inCells = [window, ...windows].some(({ padding }) => typeof padding !== 'string');
  const causal = windows.some(({ padding }) => padding === 'causal');
  const all: Padding[] = ['same', 'valid', ...(inCells ? [cells] : []), ...(causal ? ['causal' as const] : [])];
  return all.filter((value) => String(value) !== String(window.padding));
}

function strides({ kernel, stride }: Window, windows: readonly Window[]): (readonly number[])[] {
  const all = [kernel.map(() => 1), kernel.map(() => 2), ...windows.map((other) => other.stride)];
  const others = all.filter((value) => String(value) !== String(stride));
  return others.filter((value, at) => others.findIndex((other) => String(other) === String(value)) === at);
}

function channelEdits(graph: GraphSoFar, node: Node, target: Shape, neighbours: readonly Node[]): PathEdit[] {
  const { channels: attribute } = layerOf(node.kind).traits;
  const place = attribute && attributePlace(graph, node, attribute);
  const { value } = channelsOf(target);
  if (!place || channelsSetBy(node) === undefined || channelsSetBy(node) === value) return [];
  const alike = neighbours.filter((other) => isInSameUse(other, node) && channelsSetBy(other) === value);
  const [parameter] = alike.flatMap((other) => writtenParameter(graph, other) ?? []);
  return [{ node, place, attributes: { [attribute]: value }, text: parameter ?? String(value), weight: 0 }];
}

/** The number of channels that an attribute of the layer sets. */
function channelsSetBy({ kind, attributes }: Node): unknown {
  const { channels } = layerOf(kind).traits;
  return channels && (attributes as Readonly<Record<string, unknown>> | undefined)?.[channels];
}

function isInSameUse({ uses }: Node, other: Node): boolean {
  return uses.length > 0 && uses.length === other.uses.length && uses.at(-1)?.name === other.uses.at(-1)?.name;
}

/** The channels of a layer as written if a parameter of its block gives them: right for every use of the block. */
function writtenParameter({ locations }: GraphSoFar, { id, kind }: Node): string | undefined {
  const source = locations.get(id)?.get(layerOf(kind).traits.channels ?? '');
  const binding = source?.bindings.get('all');
  return source && binding && binding.type !== 'let' ? textOf(source.span) : undefined;
}

/** Whether an edit changes the channels of a layer. */
export function isOfChannels({ node, attributes }: PathEdit): boolean {
  const { channels } = layerOf(node.kind).traits;
  return channels !== undefined && channels in attributes;
}

/** Whether an edit writes a value into a block, which all its uses then have. */
export function isOfAllUses({ node, place, text }: PathEdit): boolean {
  return node.uses.length > 0 && place.owner === node.name && !text.includes('${');
}

function asYaml(value: unknown): string {
  return Array.isArray(value) ? `[${value.join(', ')}]` : String(value);
}
