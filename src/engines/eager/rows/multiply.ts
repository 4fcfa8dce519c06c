import type { Tensor } from '@tensorflow/tfjs-core';
import type { LiveRow } from '../live-layer';

/** A vector beside images weighs their channels. */
export const multiply: LiveRow<'multiply'> =
  ({ tf, output }) =>
  (inputs) => {
    const factors = inputs.map((input): Tensor => {
      const [batch = 0, channels = 0] = input.shape;
      return input.rank === 2 && output.length === 3 ? tf.reshape(input, [batch, 1, 1, channels]) : input;
    });
    return factors.reduce((product, factor) => tf.mul(product, factor));
  };
