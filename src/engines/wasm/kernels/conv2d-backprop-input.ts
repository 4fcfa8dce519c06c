import type { TensorInfo } from '@tensorflow/tfjs-core';
import { convolve, type GradientAttributes, geometryOf } from '../convolution';
import { allocate, dispose, elementsOf, type KernelCall, type Workspace, zeros } from '../kernel';

interface Inputs {
  readonly dy: TensorInfo;
  readonly filter: TensorInfo;
}

interface Attributes extends GradientAttributes {
  readonly inputShape: readonly number[];
}

/**
 * The gradient of a convolution's input: `dy` [batch, rows, columns, out] and `filter` [kernel height, kernel width, in, out]
 * give [batch, height, width, in].
 *
 * With a stride, each pixel of the input meets only every stride-th row and column of the filter, and which ones depends on the
 * pixel's position modulo the stride. So the input falls into stride x stride phases, and each is a convolution of stride 1 of dy
 * by its share of the filter, reversed. That multiplies nothing by zero, which a dy filled up with zeros would.
 */
export function conv2dBackpropInput(call: KernelCall<Inputs, Attributes>): TensorInfo {
  const { dy, filter } = call.inputs;
  const geometry = geometryOf(call, call.attributes.inputShape, filter.shape, call.attributes);
  const { inHeight, inWidth, outHeight, outWidth, filterHeight, filterWidth, padInfo } = geometry;
  const rows = phasesOf({
    input: inHeight,
    output: outHeight,
    kernel: filterHeight,
    stride: geometry.strideHeight,
    before: padInfo.top,
  });
  const columns = phasesOf({
    input: inWidth,
    output: outWidth,
    kernel: filterWidth,
    stride: geometry.strideWidth,
    before: padInfo.left,
  });
  const inputShape = call.attributes.inputShape;
  if (rows.length === 1 && columns.length === 1) {
    const whole = { row: rows[0] as Phase, column: columns[0] as Phase };
    return phaseGradient(call, dy, filter, whole) ?? zeros(call, inputShape);
  }
  const out = zeros(call, inputShape);
  for (const row of rows) {
    for (const column of columns) {
      const part = phaseGradient(call, dy, filter, { row, column });
      if (part === undefined) continue;
      spread(call, part, out, { row, column });
      dispose(call, part);
    }
  }
  return out;
}

/** The positions `first`, `first + stride`, ... of one axis of the input: `count` of them. */
interface Phase {
  readonly first: number;
  readonly stride: number;
  readonly count: number;
  /** The filter positions that these meet: `tap`, `tap + stride`, ...: `taps` of them. */
  readonly tap: number;
  readonly taps: number;
  /** Padding, or cropping if negative, of dy's axis before and after. */
  readonly margins: readonly [number, number];
}

/** One of both axes. */
interface Phases {
  readonly row: Phase;
  readonly column: Phase;
}

/** One axis of a convolution: sizes, and the padding before it. */
interface PhasedAxis {
  readonly input: number;
  readonly output: number;
  readonly kernel: number;
  readonly stride: number;
  readonly before: number;
}

/** Position i of the input meets filter position k at output o where i + before = stride * o + k. */
function phasesOf({ input, output, kernel, stride, before }: PhasedAxis): Phase[] {
  return Array.from({ length: Math.min(stride, input) }, (_, first) => {
    const tap = (first + before) % stride;
    const taps = Math.max(0, Math.ceil((kernel - tap) / stride));
    const count = Math.ceil((input - first) / stride);
    const lead = taps - 1 - (first + before - tap) / stride;
    return { first, stride, count, tap, taps, margins: [lead, count + taps - 1 - lead - output] };
  });
}

/** The gradient at the pixels of one phase, or undefined where it is all zeros. */
function phaseGradient(
  workspace: Workspace,
  dy: TensorInfo,
  filter: TensorInfo,
  phases: Phases,
): TensorInfo | undefined {
  const { row, column } = phases;
  if (row.taps === 0 || column.taps === 0) return undefined;
  const share = reversedShare(workspace, filter, phases);
  const out = convolve(workspace, dy, share, { margins: { height: row.margins, width: column.margins } });
  dispose(workspace, share);
  return out;
}

/** The filter positions of a phase, reversed, with input and output channels swapped: [taps, taps, out, in]. */
function reversedShare(workspace: Workspace, filter: TensorInfo, { row, column }: Phases): TensorInfo {
  const [, width = 0, inChannels = 0, outChannels = 0] = filter.shape;
  const share = allocate(workspace, [row.taps, column.taps, outChannels, inChannels]);
  const source = elementsOf(workspace, filter);
  const target = elementsOf(workspace, share);
  let at = 0;
  for (let y = row.taps - 1; y >= 0; y--) {
    for (let x = column.taps - 1; x >= 0; x--) {
      const position = (row.tap + y * row.stride) * width + column.tap + x * column.stride;
      for (let o = 0; o < outChannels; o++) {
        let from = position * inChannels * outChannels + o;
        for (let c = 0; c < inChannels; c++, from += outChannels) target[at++] = source[from] as number;
      }
    }
  }
  return share;
}

/** Writes the gradient of one phase to its pixels of the result. */
function spread(workspace: Workspace, part: TensorInfo, whole: TensorInfo, { row, column }: Phases): void {
  const [batch = 0, height = 0, width = 0, channels = 0] = whole.shape;
  const source = elementsOf(workspace, part);
  const target = elementsOf(workspace, whole);
  let at = 0;
  for (let b = 0; b < batch; b++) {
    for (let y = row.first; y < height; y += row.stride) {
      for (let x = column.first; x < width; x += column.stride) {
        const to = ((b * height + y) * width + x) * channels;
        for (let c = 0; c < channels; c++) target[to + c] = source[at++] as number;
      }
    }
  }
}
