import type { Tensor } from '@tensorflow/tfjs-core';
import { imageSizes } from '../../../dimensions/dimension';
import { bilinearMix } from '../../../dimensions/resize';
import type { Tf } from '../../engine';
import { type LiveRow, unary } from '../live-layer';
import { alongAxis } from './along-axis';

/** Nearest by repeating cells, bilinear by a matrix along each axis: the engines' own resize operations lack correct gradients. */
export const upsample2d: LiveRow<'upsample2d'> = ({ tf, attributes, inputs: [shape = []], output, constant }) => {
  const { factor, interpolation, align_corners } = attributes;
  if (interpolation === 'nearest') return unary((input) => repeatCells(tf, input, factor, output));
  const [height, width] = imageSizes(shape);
  const rows = constant(bilinearMix(height, factor[0], align_corners), [height * factor[0], height]);
  const columns = constant(bilinearMix(width, factor[1], align_corners), [width * factor[1], width]);
  return unary((input) => alongAxis(tf, alongAxis(tf, input, rows, 1), columns, 2));
};

/** Repeats each cell by multiplying with ones: the gradient of `tile` supports at most four axes. */
function repeatCells(
  tf: Tf,
  input: Tensor,
  [rows, columns]: readonly [number, number],
  output: readonly number[],
): Tensor {
  const [batch = 0, height = 0, width = 0, channels = 0] = input.shape;
  const wide = tf.mul(tf.reshape(input, [batch * height * width, 1, channels]), tf.ones([1, columns, 1]));
  const tall = tf.mul(tf.reshape(wide, [batch * height, 1, width * columns * channels]), tf.ones([1, rows, 1]));
  return tf.reshape(tall, [batch, ...output]);
}
