import type { Shape } from '../dimensions/dimension';
import { extent } from '../dimensions/window';
import type { AttributePlace, Node } from '../graph/graph';

/** An attribute of a layer with another value: what a user would write, and where. */
export interface PathEdit {
  readonly node: Node;
  readonly place: AttributePlace;
  /** As the compiler reads it, with what must change along with it. */
  readonly attributes: Readonly<Record<string, unknown>>;
  /** As it is written in YAML. */
  readonly text: string;
  /** Better edits have more: such as make the layer like its neighbours. */
  readonly weight: number;
}

interface WindowAttributes {
  readonly kernel: readonly [number, number];
  readonly stride?: readonly [number, number];
  readonly dilation?: readonly [number, number];
  readonly padding: string | readonly number[];
  readonly count_include_pad?: boolean | undefined;
  readonly filters?: number;
}

/** Whether a layer is a window with padding: convolutions, and the pools that take a kernel. */
function windowOf({ kind, attributes }: Node): WindowAttributes | undefined {
  const isWindow = kind !== 'conv2d_transpose' && attributes !== undefined && 'kernel' in attributes;
  return isWindow && 'padding' in attributes ? (attributes as unknown as WindowAttributes) : undefined;
}

/** The edits of one layer that could make its path fit: other padding, another stride, other filters. */
export function editsOf(node: Node, target: Shape, neighbours: readonly Node[]): readonly PathEdit[] {
  const windows = neighbours.flatMap((other) => windowOf(other) ?? []);
  const window = windowOf(node);
  return [...(window ? windowEdits(node, window, windows) : []), ...filterEdits(node, target)];
}

function windowEdits(node: Node, window: WindowAttributes, windows: readonly WindowAttributes[]): PathEdit[] {
  const edits: PathEdit[] = [];
  const padding = node.placeOf('padding');
  for (const value of padding ? paddings(window, windows) : []) {
    const usual = windows.filter((other) => String(other.padding) === String(value)).length;
    const mean = node.kind === 'avg_pool2d' && window.count_include_pad === undefined && value !== 'valid';
    const text = `${textOf(value)}${mean ? ', count_include_pad: false' : ''}`;
    const attributes = { padding: value, ...(mean && { count_include_pad: false }) };
    const weight = weightOf(padding, usual, windows.length) + (value === 'same' ? 0.5 : 0);
    if (padding) edits.push({ node, place: padding, attributes, text, weight });
  }
  const stride = node.placeOf('stride');
  const current = window.stride ?? window.kernel;
  for (const value of stride ? strides(windows) : []) {
    if (String(value) === String(current)) continue;
    const usual = windows.filter((other) => String(other.stride ?? other.kernel) === String(value)).length;
    const weight = weightOf(stride, usual, windows.length);
    if (stride) edits.push({ node, place: stride, attributes: { stride: value }, text: textOf(value), weight });
  }
  return edits;
}

/** What is written is more likely wrong than what is not, and what the neighbours do is more likely right. */
function weightOf(place: AttributePlace | undefined, usual: number, all: number): number {
  return (place?.span ? 1 : 0) + (all === 0 ? 0 : usual / all);
}

/** Paddings that may have been meant: those by name, and in cells where some layer nearby says it so. */
function paddings(window: WindowAttributes, windows: readonly WindowAttributes[]): (string | readonly number[])[] {
  const half = (axis: 0 | 1): number => Math.floor(extent(window.kernel[axis], window.dilation?.[axis] ?? 1) / 2);
  const cells = [half(0), half(0), half(1), half(1)];
  const inCells = [window, ...windows].some(({ padding }) => typeof padding !== 'string');
  return ['same', 'valid', ...(inCells ? [cells] : [])].filter((value) => String(value) !== String(window.padding));
}

function strides(windows: readonly WindowAttributes[]): (readonly number[])[] {
  const found = windows.map(({ stride, kernel }) => stride ?? kernel);
  const all: (readonly number[])[] = [[1, 1], [2, 2], ...found];
  return all.filter((value, at) => all.findIndex((other) => String(other) === String(value)) === at);
}

function filterEdits(node: Node, target: Shape): PathEdit[] {
  const channels = target[2]?.value;
  const attributes = node.attributes as { readonly filters?: number } | undefined;
  const place = attributes?.filters === undefined ? undefined : node.placeOf('filters');
  if (!place || channels === undefined || attributes?.filters === channels) return [];
  return [{ node, place, attributes: { filters: channels }, text: String(channels), weight: 0 }];
}

/** A value as one would write it: one number where several are the same. */
function textOf(value: string | readonly number[]): string {
  if (typeof value === 'string') return value;
  const [top, bottom, left, right] = value;
  if (value.every((one) => one === top)) return String(top);
  return top === bottom && left === right ? `[${top}, ${left}]` : `[${value.join(', ')}]`;
}
