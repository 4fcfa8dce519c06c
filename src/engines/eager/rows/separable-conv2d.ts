import type { Tensor, Tensor4D } from '@tensorflow/tfjs-core';
import { type LiveRow, unary } from '../live-layer';
import { planDepthwise } from './depthwise';

export const separableConv2d: LiveRow<'separable_conv2d'> = ({ tf, attributes, inputs: [shape = []], weight }) => {
  const convolve = planDepthwise(tf, attributes, shape);
  const depthwise = weight('depthwise_kernel') as Tensor as Tensor4D;
  const pointwise = weight('pointwise_kernel') as Tensor as Tensor4D;
  const offset = attributes.bias ? weight('bias') : undefined;
  return unary((input) => {
    const sums = tf.conv2d(convolve(input as Tensor4D, depthwise), pointwise, 1, 'valid');
    return offset ? tf.add(sums, offset) : sums;
  });
};
