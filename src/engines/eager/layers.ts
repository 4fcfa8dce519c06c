import type { Tensor, Tensor2D } from '@tensorflow/tfjs-core';
import { formOfRank } from '../../dimensions/axis';
import type { Kind } from '../../schema/kinds';
import { type LiveRow, unary } from './live-layer';
import { celu, elu, gelu, hardSigmoid, hardSwish, leakyRelu, mish, relu6, silu, softsign } from './rows/activations';
import { adaptiveAvgPool2d } from './rows/adaptive-avg-pool2d';
import { adaptiveMaxPool2d } from './rows/adaptive-max-pool2d';
import { alongLastAxis } from './rows/along-last-axis';
import { batchNorm } from './rows/batch-norm';
import { conv2dTranspose } from './rows/conv2d-transpose';
import { conv1d, conv2d, depthwiseConv1d, depthwiseConv2d } from './rows/convolutions';
import { dropout, dropPath } from './rows/dropout';
import { groupNorm, instanceNorm } from './rows/group-norms';
import { add, concat, maximum, multiply, subtract } from './rows/joins';
import { layerNorm, lrn } from './rows/norms';
import { pad } from './rows/pad';
import { avgPool1d, avgPool2d, globalMaxPool2d, maxPool1d, maxPool2d } from './rows/pool';
import { channelShuffle, depthToSpace, permute, spaceToDepth } from './rows/rearrange';
import { reduceMax, reduceMean } from './rows/reduce';
import { relu } from './rows/relu';
import { separableConv2d } from './rows/separable-conv2d';
import { crop2d, slice } from './rows/slice';
import { pad2d, resize2d, upsample2d } from './rows/upsample2d';

/** How tfjs computes every kind, exactly as the language defines it. */
export const layers: { readonly [K in Kind]: LiveRow<K> } = {
  conv1d,
  conv2d,
  depthwise_conv1d: depthwiseConv1d,
  depthwise_conv2d: depthwiseConv2d,
  separable_conv2d: separableConv2d,
  conv2d_transpose: conv2dTranspose,
  max_pool1d: maxPool1d,
  max_pool2d: maxPool2d,
  avg_pool1d: avgPool1d,
  avg_pool2d: avgPool2d,
  adaptive_avg_pool2d: adaptiveAvgPool2d,
  adaptive_max_pool2d: adaptiveMaxPool2d,
  global_avg_pool1d: ({ tf }) => unary((input) => tf.mean(input, 1)),
  global_avg_pool2d: ({ tf }) => unary((input) => tf.mean(input, [1, 2])),
  global_max_pool2d: globalMaxPool2d,
  upsample2d,
  resize2d,
  // For a sequence, all positions are rows of one matrix.
  dense: ({ tf, attributes, output, weight }) => {
    const kernel = weight('kernel') as Tensor as Tensor2D;
    const bias = attributes.bias ? weight('bias') : undefined;
    const flat = formOfRank(output.length) === 'vector';
    return unary((input) => {
      const rows = (flat ? input : tf.reshape(input, [-1, kernel.shape[0]])) as Tensor2D;
      const products = tf.matMul(rows, kernel);
      const sums = flat ? products : tf.reshape(products, [-1, ...output]);
      return bias ? tf.add(sums, bias) : sums;
    });
  },
  flatten: ({ tf, output }) => unary((input) => tf.reshape(input, [-1, ...output])),
  reshape: ({ tf, output }) => unary((input) => tf.reshape(input, [-1, ...output])),
  batch_norm: batchNorm,
  layer_norm: layerNorm,
  group_norm: groupNorm,
  instance_norm: instanceNorm,
  lrn,
  dropout,
  drop_path: dropPath,
  relu,
  relu6,
  leaky_relu: leakyRelu,
  prelu: ({ tf, weight }) => {
    const slope = weight('slope');
    return unary((input) => tf.prelu(input, slope));
  },
  elu,
  selu: ({ tf }) => unary((input) => tf.selu(input)),
  celu,
  gelu,
  silu,
  mish,
  softplus: ({ tf }) => unary((input) => tf.softplus(input)),
  sigmoid: ({ tf }) => unary((input) => tf.sigmoid(input)),
  hard_sigmoid: hardSigmoid,
  hard_swish: hardSwish,
  tanh: ({ tf }) => unary((input) => tf.tanh(input)),
  softsign,
  clip: ({ tf, attributes: { minimum = -Infinity, maximum = Infinity } }) =>
    unary((input) => tf.clipByValue(input, minimum, maximum)),
  softmax: (layer) => alongLastAxis(layer, (input) => layer.tf.softmax(input)),
  log_softmax: (layer) => alongLastAxis(layer, (input) => layer.tf.logSoftmax(input)),
  // At 0, the gradient of `tf.abs` is -1.
  abs: ({ tf }) => unary((input) => tf.add(tf.relu(input), tf.relu(tf.neg(input)))),
  scale: ({ tf, attributes: { factor } }) => unary((input) => tf.mul(input, factor)),
  slice,
  channel_shuffle: channelShuffle,
  crop2d,
  reduce_mean: reduceMean,
  reduce_max: reduceMax,
  permute,
  space_to_depth: spaceToDepth,
  depth_to_space: depthToSpace,
  layer_scale: ({ tf, weight }) => {
    const gamma = weight('gamma');
    return unary((input) => tf.mul(input, gamma));
  },
  pad2d,
  zero_pad2d: ({ tf, attributes }) => unary((input) => pad(tf, input, attributes.padding)),
  concat,
  add,
  subtract,
  multiply,
  maximum,
};
