import { entry, type Shape, spatialAxes, valuesOf } from '../dimensions/dimension';
import { type TransposedWindow, transposedAxes } from '../dimensions/transposed-window';
import { alongAxes, extent, padsOf, type Window } from '../dimensions/window';
import { type Node, UNKNOWN_ID } from '../graph/graph';
import { windowOfNode } from '../graph/node-window';
import type { TypedGraph } from '../graph/typed-graph';
import { layerOf } from '../schema/kinds';

/** The attributes that place the windows of a layer, besides the kernel: other ones can give the same windows. */
export const windowAttributes: ReadonlySet<string> = new Set([
  'stride',
  'dilation',
  'padding',
  'output_padding',
  'ceil_mode',
  'count_include_pad',
]);

/**
 * The cells that the windows of a node read, or for a transposed convolution add to, as a text: equal for nodes whose windows are
 * the same, however they are written. Undefined for kinds without a window, and if the sizes are unknown.
 */
export function placedWindows(graph: TypedGraph, node: Node): string | undefined {
  const { window: trait } = layerOf(node.kind).traits;
  const before = graph.typings.get(node.inputs[0] ?? UNKNOWN_ID)?.output;
  const after = graph.typings.get(node.id)?.output;
  const window = windowOfNode(node);
  if (!trait || !before || !after || !window) return undefined;
  const { attributes } = node;
  const places =
    attributes && 'output_padding' in attributes
      ? placedOnOutput(attributes, before)
      : placedOnInput(window, before, after, countsPadding(node));
  return JSON.stringify(places);
}

/** Whether a mean counts the padding; undefined for other windows. */
function countsPadding({ attributes }: Node): boolean {
  return attributes !== undefined && 'count_include_pad' in attributes && attributes.count_include_pad === true;
}

/** One window along an axis: what has no effect is 0. */
interface PlacedAxis {
  readonly input: number;
  readonly output: number;
  readonly kernel: number;
  readonly dilation: number;
  readonly stride: number;
  /** Where the first window starts, in cells before the first. */
  readonly before: number;
  /** Cells of padding that a mean counts. */
  readonly counted?: readonly [before: number, after: number];
}

function placedOnInput(window: Window, before: Shape, after: Shape, counts: boolean): readonly PlacedAxis[] {
  const [sizes, outputs] = [valuesOf(spatialAxes(before)), valuesOf(spatialAxes(after))];
  return alongAxes(window, padsOf(window, sizes)).map(({ kernel, stride, dilation, ...pads }, index) => {
    const [input, output] = [entry(sizes, index), entry(outputs, index)];
    const reached = (output - 1) * stride + extent(kernel, dilation) - pads.before - input;
    const counted = counts ? ([pads.before, Math.max(0, Math.min(pads.after, reached))] as const) : undefined;
    const padded = counted?.some((cells) => cells > 0);
    return {
      input,
      output,
      ...withEffect({ kernel, stride, dilation }, output),
      before: pads.before,
      ...(counted && padded && { counted }),
    };
  });
}

function placedOnOutput(window: TransposedWindow, before: Shape): readonly PlacedAxis[] {
  const sizes = valuesOf(spatialAxes(before));
  return transposedAxes(window, sizes).map(({ size, before: cut }, index) => {
    const [input, kernel] = [entry(sizes, index), entry(window.kernel, index)];
    const [stride, dilation] = [entry(window.stride, index), entry(window.dilation, index)];
    return { input, output: size, ...withEffect({ kernel, stride, dilation }, input), before: -cut };
  });
}

/** The stride matters if there are several windows, and the dilation if a window has several cells. */
function withEffect(
  { kernel, stride, dilation }: { readonly kernel: number; readonly stride: number; readonly dilation: number },
  windows: number,
): Pick<PlacedAxis, 'kernel' | 'stride' | 'dilation'> {
  return { kernel, stride: windows > 1 ? stride : 0, dilation: kernel > 1 ? dilation : 0 };
}
