import { extent, type Padding } from './window';

type Pair = readonly [number, number];

/** How a transposed convolution spreads its input out. */
export interface Spread {
  readonly kernel: Pair;
  readonly stride: Pair;
  readonly dilation: Pair;
  readonly padding: Padding;
  readonly output_padding: Pair;
}

/** One axis of a transposed convolution: its size, and the cells cut off the full output; below 0 where zeros are added. */
export interface SpreadAxis {
  readonly size: number;
  /** All that the windows reach: (input - 1) * stride + extent. */
  readonly full: number;
  readonly before: number;
  readonly after: number;
  readonly formula: string;
}

/**
 * The output of a transposed convolution along one axis (0 height, 1 width): (input - 1) * stride + extent, less what padding cuts off.
 * `same` is input * stride, and an odd cell is cut off at the end. Source: ONNX ConvTranspose; TensorFlow's SAME.
 */
export function spreadAxis(input: number, spread: Spread, axis: 0 | 1): SpreadAxis {
  const stride = spread.stride[axis];
  const reach = extent(spread.kernel[axis], spread.dilation[axis]);
  const full = (input - 1) * stride + reach;
  const formula = `(${input} - 1) * ${stride} + ${reach}`;
  if (spread.padding === 'same') {
    const size = input * stride;
    const before = Math.max(Math.floor((full - size) / 2), 0);
    return { size, full, before, after: full - size - before, formula: `${input} * ${stride}` };
  }
  const [top, bottom, left, right] = spread.padding === 'valid' ? [0, 0, 0, 0] : spread.padding;
  const [before, end] = axis === 0 ? [top, bottom] : [left, right];
  const more = spread.output_padding[axis];
  const cut = before + end === 0 ? '' : ` - ${before} - ${end}`;
  const size = full - before - end + more;
  return { size, full, before, after: end - more, formula: `${formula}${cut}${more === 0 ? '' : ` + ${more}`}` };
}
