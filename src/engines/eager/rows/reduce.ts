import type { Tensor } from '@tensorflow/tfjs-core';
import { positionOf } from '../../../dimensions/axis';
import { entry } from '../../../dimensions/dimension';
import type { Tf } from '../../engine';
import { type LiveRow, unary, withGradient } from '../live-layer';

export const reduceMean: LiveRow<'reduce_mean'> = ({ tf, attributes: { axis }, output }) => {
  const at = positionOf(axis, output.length) + 1;
  return unary((input) => tf.mean(input, at, true));
};

/** The gradient of `tf.max` goes to all equal numbers, this one to the first. */
export const reduceMax: LiveRow<'reduce_max'> = ({ tf, attributes: { axis }, inputs }) => {
  const at = positionOf(axis, entry(inputs, 0).length) + 1;
  const largest = withGradient<readonly [Tensor]>(tf, ([input], save) => {
    save([input]);
    return {
      value: tf.max(input, at, true),
      gradFunc: (gradient, [saved]) => tf.mul(gradient, firstLargest(tf, saved as Tensor, at)),
    };
  });
  return unary((input) => largest(input));
};

/** 1 at the first of the largest numbers along an axis, otherwise 0. */
function firstLargest(tf: Tf, input: Tensor, axis: number): Tensor {
  const sizes = input.shape.map((size, index) => (index === axis ? size : 1));
  const places = tf.reshape(tf.range(0, input.shape[axis] ?? 0, 1, 'int32'), sizes);
  return tf.cast(tf.equal(tf.expandDims(tf.argMax(input, axis), axis), places), 'float32');
}
