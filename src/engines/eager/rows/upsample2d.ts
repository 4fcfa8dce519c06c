import type { Tensor } from '@tensorflow/tfjs-core';
import { imageSizes } from '../../../dimensions/dimension';
import { padMix } from '../../../dimensions/mirror';
import { type Interpolation, resizeMix } from '../../../dimensions/resize';
import type { Tf } from '../../engine';
import { type Forward, type LiveLayer, type LiveRow, unary } from '../live-layer';
import { alongAxis } from './along-axis';

/** Nearest by repeating cells, bilinear by a matrix along each axis: the engines' own resize operations lack correct gradients. */
export const upsample2d: LiveRow<'upsample2d'> = ({ tf, attributes, inputs: [shape = []], output, constant }) => {
  const { factor, interpolation, align_corners } = attributes;
  if (interpolation === 'nearest') return unary((input) => repeatCells(tf, input, factor, output));
  return interpolated({ tf, inputs: [shape], output, constant }, { interpolation, align_corners });
};

export const resize2d: LiveRow<'resize2d'> = (layer) => interpolated(layer, layer.attributes);

function interpolated(
  { tf, inputs: [shape = []], output, constant }: Pick<LiveLayer<'resize2d'>, 'tf' | 'inputs' | 'output' | 'constant'>,
  how: Interpolation,
): Forward {
  const [before, after] = [imageSizes(shape), imageSizes(output)];
  const rows = constant(resizeMix(before[0], after[0], how), [after[0], before[0]]);
  const columns = constant(resizeMix(before[1], after[1], how), [after[1], before[1]]);
  return unary((input) => alongAxis(tf, alongAxis(tf, input, rows, 1), columns, 2));
}

/** A matrix along each axis, as to resize: not every engine has an operation with its gradient for every mode. */
export const pad2d: LiveRow<'pad2d'> = ({
  tf,
  attributes: { padding, mode },
  inputs: [shape = []],
  output,
  constant,
}) => {
  const [before, after] = [imageSizes(shape), imageSizes(output)];
  const rows = constant(padMix(before[0], padding[0], mode), [after[0], before[0]]);
  const columns = constant(padMix(before[1], padding[1], mode), [after[1], before[1]]);
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
