import { extent } from '../../../dimensions/window';
import type { GraphBuilder, Value } from '../graph-builder';
import { spread, thin } from '../ops/layout';

/** A kernel with `dilation - 1` zeros between its taps: the same convolution without dilation. */
export interface SpreadKernel {
  readonly spread: Value;
  readonly shape: readonly number[];
  /** The gradient of the kernel from that of the spread one. */
  gather(gradient: Value): Value;
}

/** TensorFlow can't train dilation by itself, and with oneDNN only some of it. */
export function spreadKernel(
  g: GraphBuilder,
  kernel: Value,
  shape: readonly number[],
  dilation: readonly [number, number],
): SpreadKernel {
  if (dilation[0] === 1 && dilation[1] === 1) return { spread: kernel, shape, gather: (gradient) => gradient };
  const [rows = 0, columns = 0, ...channels] = shape;
  const wide = [extent(rows, dilation[0]), extent(columns, dilation[1]), ...channels];
  const steps = [...dilation, 1, 1];
  return {
    spread: spread(g, kernel, g.list(wide), steps),
    shape: wide,
    gather: (gradient) => thin(g, gradient, steps),
  };
}
