import type { Tensor } from '@tensorflow/tfjs-core';
import { swapWithLast } from '../../../dimensions/axis';
import { type Forward, type LiveLayer, unary } from '../live-layer';

/** Applies what tfjs computes only along the last axis along another one, by exchanging the two before and after. */
export function alongLastAxis(
  { tf, attributes: { axis }, output }: LiveLayer<'softmax'> | LiveLayer<'log_softmax'>,
  of: (input: Tensor) => Tensor,
): Forward {
  const order = swapWithLast(axis, output.length);
  return unary((input) => (order ? tf.transpose(of(tf.transpose(input, [...order])), [...order]) : of(input)));
}
