import type { Tensor, Tensor2D } from '@tensorflow/tfjs-core';
import type { Tf } from '../../engine';

/**
 * Multiplies images by a matrix along one axis: height (1) or width (2) of `[batch, height, width, channels]`, which becomes as
 * long as the matrix `[after, before]` is high. Not every resize operation has correct gradients on both engines, but this one
 * does.
 */
export function alongAxis(tf: Tf, images: Tensor, matrix: Tensor, axis: 1 | 2): Tensor {
  const order = axis === 1 ? [1, 0, 2, 3] : [2, 0, 1, 3];
  const back = axis === 1 ? [1, 0, 2, 3] : [1, 2, 0, 3];
  const first = tf.transpose(images, order);
  const [length = 0, ...others] = first.shape;
  const product = tf.matMul(matrix as Tensor2D, tf.reshape(first, [length, -1]) as Tensor2D);
  return tf.transpose(tf.reshape(product, [matrix.shape[0] as number, ...others]), back);
}
