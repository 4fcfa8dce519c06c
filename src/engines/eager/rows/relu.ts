import type { Tensor } from '@tensorflow/tfjs-core';
import { type LiveRow, unary, withGradient } from '../live-layer';

/** With a custom gradient: that of tfjs takes about seven passes over the values on tfjs-node. The gradient at 0 is 0. */
export const relu: LiveRow<'relu'> = ({ tf }) => {
  const rectify = withGradient(tf, ([x]: [Tensor], save) => {
    const value = tf.relu(x);
    save([value]);
    // Not with `sign`, which is 0 for the smallest numbers on WebAssembly.
    const passes = (output: Tensor): Tensor => tf.cast(tf.greater(output, 0), 'float32');
    return { value, gradFunc: (dy: Tensor, saved: Tensor[]) => tf.mul(dy, passes(saved[0] as Tensor)) };
  });
  return unary((input) => rectify(input));
};
