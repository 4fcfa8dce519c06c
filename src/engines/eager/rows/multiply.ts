import type { Tensor } from '@tensorflow/tfjs-core';
import type { LiveRow } from '../live-layer';

/** A vector multiplies the channels of a value with positions. */
export const multiply: LiveRow<'multiply'> =
  ({ tf, output }) =>
  (inputs) => {
    const factors = inputs.map((input): Tensor => {
      const [batch = 0, channels = 0] = input.shape;
      return input.rank <= output.length
        ? tf.reshape(input, [batch, ...output.slice(1).map(() => 1), channels])
        : input;
    });
    return factors.reduce((product, factor) => tf.mul(product, factor));
  };
