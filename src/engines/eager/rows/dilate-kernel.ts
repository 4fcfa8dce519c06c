import type { Tensor, Tensor4D } from '@tensorflow/tfjs-core';
import type { Tf } from '../../engine';

/**
 * The kernel `[height, width, in, out]` with `dilation - 1` zeros between its taps: the same convolution without dilation. Made
 * of differentiable operations.
 */
export function dilateKernel(tf: Tf, kernel: Tensor4D, [rows = 1, columns = 1]: readonly number[]): Tensor4D {
  if (rows === 1 && columns === 1) return kernel;
  const [height, width, inputs, outputs] = kernel.shape;
  const tall = dilateAxis(tf, tf.reshape(kernel, [1, height, -1]), rows);
  const wide = dilateAxis(tf, tf.reshape(tall, [-1, width, inputs * outputs]), columns);
  return tf.reshape(wide, [rows * (height - 1) + 1, columns * (width - 1) + 1, inputs, outputs]) as Tensor4D;
}

/** Inserts zeros along the middle one of three axes. */
function dilateAxis(tf: Tf, values: Tensor, distance: number): Tensor {
  if (distance === 1) return values;
  const [outer = 0, taps = 0, inner = 0] = values.shape;
  const cells: [number, number][] = [
    [0, 0],
    [0, 0],
    [0, distance - 1],
    [0, 0],
  ];
  const padded = tf.pad(tf.reshape(values, [outer, taps, 1, inner]), cells);
  const length = distance * (taps - 1) + 1;
  return tf.slice(tf.reshape(padded, [outer, taps * distance, inner]), [0, 0, 0], [outer, length, inner]);
}
