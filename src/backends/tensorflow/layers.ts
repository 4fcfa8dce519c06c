import type { Kind } from '../../schema/kinds';
import type { GraphRow } from './graph-layer';
import { absolute, multiply as multiplied, scale, sign } from './ops/arithmetic';
import { gelu, mish, sigmoid, silu, softplus, softsign, tanh } from './rows/activations';
import { adaptiveAvgPool2d, adaptiveMaxPool2d } from './rows/adaptive-pools';
import { conv2d, conv2dTranspose, depthwiseConv2d, separableConv2d } from './rows/convolutions';
import { dense } from './rows/dense';
import { dropout, dropPath } from './rows/dropout';
import { celu, elu, selu } from './rows/exponential-units';
import { groupNorm, instanceNorm } from './rows/group-norms';
import { add, concat, maximum, multiply, subtract } from './rows/joins';
import { layerScale } from './rows/layer-scale';
import { batchNorm, layerNorm, lrn } from './rows/norms';
import { pointwise } from './rows/pointwise';
import { avgPool2d, globalAvgPool, globalMaxPool2d, maxPool2d } from './rows/pools';
import { channelShuffle, depthToSpace, permute, spaceToDepth } from './rows/rearrange';
import { clip, hardSigmoid, hardSwish, leakyRelu, prelu, relu, relu6 } from './rows/rectifiers';
import { reduceMax, reduceMean } from './rows/reduce';
import { avgPool1d, conv1d, depthwiseConv1d, maxPool1d } from './rows/sequences';
import { crop2d, pad2d, reshaped, resize2d, slice, upsample2d, zeroPad2d } from './rows/shapes';
import { logSoftmax, softmax } from './rows/softmax';

/** How every kind is written with TensorFlow operations, forward and gradient next to each other. */
export const layers: { readonly [K in Kind]: GraphRow<K> } = {
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
  global_avg_pool1d: globalAvgPool,
  global_avg_pool2d: globalAvgPool,
  global_max_pool2d: globalMaxPool2d,
  upsample2d,
  resize2d,
  zero_pad2d: zeroPad2d,
  pad2d,
  slice,
  channel_shuffle: channelShuffle,
  crop2d,
  reduce_mean: reduceMean,
  reduce_max: reduceMax,
  permute,
  space_to_depth: spaceToDepth,
  depth_to_space: depthToSpace,
  dense,
  flatten: reshaped,
  reshape: reshaped,
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
  prelu,
  elu,
  selu,
  celu,
  gelu,
  silu,
  mish,
  softplus,
  sigmoid,
  hard_sigmoid: hardSigmoid,
  hard_swish: hardSwish,
  tanh,
  softsign,
  clip,
  softmax,
  log_softmax: logSoftmax,
  abs: ({ g, x }) => pointwise(absolute(g, x), (gradient) => multiplied(g, gradient, sign(g, x))),
  scale: ({ g, x, attributes: { factor } }) => ({
    output: scale(g, x, factor),
    backward: (gradient) => ({ inputs: [scale(g, gradient, factor)] }),
  }),
  layer_scale: layerScale,
  concat,
  add,
  subtract,
  multiply,
  maximum,
};
