import { extents } from '../../../dimensions/window';
import type { GraphBuilder, Value } from '../graph-builder';
import { insertZeros, subsample } from '../ops/layout';

/** A kernel with `dilation - 1` zeros between its taps: the same convolution without dilation. */
export interface DilatedKernel {
  readonly dilated: Value;
  readonly shape: readonly number[];
  /** The gradient of the kernel, from that of the dilated one. */
  gather(gradient: Value): Value;
}

/** TensorFlow cannot train dilation, and with oneDNN only some of it. */
export function dilateKernel(
  g: GraphBuilder,
  kernel: Value,
  shape: readonly number[],
  dilation: readonly number[],
): DilatedKernel {
  if (dilation.every((distance) => distance === 1)) return { dilated: kernel, shape, gather: (gradient) => gradient };
  const cells = shape.slice(0, dilation.length);
  const wide = [...extents({ kernel: cells, dilation }), ...shape.slice(dilation.length)];
  const steps = [...dilation, 1, 1];
  return {
    dilated: insertZeros(g, kernel, g.list(wide), steps),
    shape: wide,
    gather: (gradient) => subsample(g, gradient, steps),
  };
}
