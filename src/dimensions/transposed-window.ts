import { entry } from './dimension';
import { extent, type Pads } from './window';

/** The window of a transposed convolution: every list has one entry per axis. */
export interface TransposedWindow {
  readonly kernel: readonly number[];
  readonly stride: readonly number[];
  readonly dilation: readonly number[];
  readonly padding: 'valid' | 'same' | Pads;
  readonly output_padding: readonly number[];
}

/** One axis of a transposed convolution: its size, and the cells removed from the full output; negative if zeros are added. */
export interface TransposedAxis {
  readonly size: number;
  /** The extent of all windows: (input - 1) * stride + extent. */
  readonly full: number;
  readonly before: number;
  readonly after: number;
  readonly formula: string;
}

/** The output of a transposed convolution along each axis, for an input of these sizes. */
export function transposedAxes(window: TransposedWindow, sizes: readonly number[]): readonly TransposedAxis[] {
  return sizes.map((input, axis) => transposedAxis(input, window, axis));
}

/**
 * Along one axis: (input - 1) * stride + extent, minus the padding. With `same`, input * stride, removing an odd cell at the
 * end. Source: ONNX ConvTranspose; TensorFlow's SAME.
 */
function transposedAxis(input: number, window: TransposedWindow, axis: number): TransposedAxis {
  const stride = entry(window.stride, axis);
  const reach = extent(entry(window.kernel, axis), entry(window.dilation, axis));
  const full = (input - 1) * stride + reach;
  const formula = `(${input} - 1) * ${stride} + ${reach}`;
  if (window.padding === 'same') {
    const size = input * stride;
    const before = Math.max(Math.floor((full - size) / 2), 0);
    return { size, full, before, after: full - size - before, formula: `${input} * ${stride}` };
  }
  const [before, end] = window.padding === 'valid' ? [0, 0] : entry(window.padding, axis);
  const more = entry(window.output_padding, axis);
  const cut = before + end === 0 ? '' : ` - ${before} - ${end}`;
  const size = full - before - end + more;
  return { size, full, before, after: end - more, formula: `${formula}${cut}${more === 0 ? '' : ` + ${more}`}` };
}
