import type { Tensor, Tensor2D } from '@tensorflow/tfjs-core';
import type { Kind } from '../../schema/kinds';
import { type LiveRow, unary } from './live-layer';
import { batchNorm } from './rows/batch-norm';
import { conv2d } from './rows/conv2d';
import { dropout } from './rows/dropout';
import { pad } from './rows/pad';
import { avgPool2d, maxPool2d } from './rows/pool';
import { relu } from './rows/relu';

/** How every kind is computed by tfjs, exactly as the language means it. */
export const layers: { readonly [K in Kind]: LiveRow<K> } = {
  conv2d,
  max_pool2d: maxPool2d,
  avg_pool2d: avgPool2d,
  global_avg_pool2d: ({ tf }) => unary((input) => tf.mean(input, [1, 2])),
  dense: ({ tf, attributes, weight }) => {
    const kernel = weight('kernel') as Tensor as Tensor2D;
    const bias = attributes.bias ? weight('bias') : undefined;
    return unary((input) => {
      const sums = tf.matMul(input as Tensor2D, kernel);
      return bias ? tf.add(sums, bias) : sums;
    });
  },
  flatten: ({ tf, output }) => unary((input) => tf.reshape(input, [-1, ...output])),
  reshape: ({ tf, output }) => unary((input) => tf.reshape(input, [-1, ...output])),
  batch_norm: batchNorm,
  dropout,
  relu,
  sigmoid: ({ tf }) => unary((input) => tf.sigmoid(input)),
  tanh: ({ tf }) => unary((input) => tf.tanh(input)),
  softmax: ({ tf }) => unary((input) => tf.softmax(input)),
  zero_pad2d: ({ tf, attributes }) => {
    const [top, bottom, left, right] = attributes.padding;
    return unary((input) => pad(tf, input, { top, bottom, left, right }));
  },
  concat:
    ({ tf }) =>
    (inputs) =>
      inputs.length === 1 ? (inputs[0] as Tensor) : tf.concat([...inputs], -1),
  add: ({ tf }) => {
    const sum = (left: Tensor, right: Tensor): Tensor => tf.add(left, right);
    return (inputs) => inputs.reduce(sum);
  },
};
