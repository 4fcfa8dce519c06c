import { abs } from './abs';
import { adaptiveAvgPool2d } from './adaptive-avg-pool2d';
import { adaptiveMaxPool2d } from './adaptive-max-pool2d';
import { add } from './add';
import { avgPool1d } from './avg-pool1d';
import { avgPool2d } from './avg-pool2d';
import { batchNorm } from './batch-norm';
import { celu } from './celu';
import { channelShuffle } from './channel-shuffle';
import { clip } from './clip';
import { concat } from './concat';
import { conv1d } from './conv1d';
import { conv2d } from './conv2d';
import { conv2dTranspose } from './conv2d-transpose';
import { crop2d } from './crop2d';
import { dense } from './dense';
import { depthToSpace } from './depth-to-space';
import { depthwiseConv1d } from './depthwise-conv1d';
import { depthwiseConv2d } from './depthwise-conv2d';
import { dropPath } from './drop-path';
import { dropout } from './dropout';
import { elu } from './elu';
import { flatten } from './flatten';
import { gelu } from './gelu';
import { globalAvgPool1d } from './global-avg-pool1d';
import { globalAvgPool2d } from './global-avg-pool2d';
import { globalMaxPool2d } from './global-max-pool2d';
import { groupNorm } from './group-norm';
import { hardSigmoid } from './hard-sigmoid';
import { hardSwish } from './hard-swish';
import { instanceNorm } from './instance-norm';
import { layerNorm } from './layer-norm';
import { layerScale } from './layer-scale';
import { leakyRelu } from './leaky-relu';
import { logSoftmax } from './log-softmax';
import { lrn } from './lrn';
import { maxPool1d } from './max-pool1d';
import { maxPool2d } from './max-pool2d';
import { maximum } from './maximum';
import { mish } from './mish';
import { multiply } from './multiply';
import { pad2d } from './pad2d';
import { permute } from './permute';
import { prelu } from './prelu';
import { reduceMax } from './reduce-max';
import { reduceMean } from './reduce-mean';
import { relu } from './relu';
import { relu6 } from './relu6';
import { reshape } from './reshape';
import { resize2d } from './resize2d';
import { scale } from './scale';
import { selu } from './selu';
import { separableConv2d } from './separable-conv2d';
import { sigmoid } from './sigmoid';
import { silu } from './silu';
import { slice } from './slice';
import { softmax } from './softmax';
import { softplus } from './softplus';
import { softsign } from './softsign';
import { spaceToDepth } from './space-to-depth';
import { subtract } from './subtract';
import { tanh } from './tanh';
import { upsample2d } from './upsample2d';
import { zeroPad2d } from './zero-pad2d';

/** Every layer kind of the language, by the word that a spec uses. */
export const layers = {
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
  global_avg_pool1d: globalAvgPool1d,
  global_avg_pool2d: globalAvgPool2d,
  global_max_pool2d: globalMaxPool2d,
  upsample2d,
  resize2d,
  zero_pad2d: zeroPad2d,
  pad2d,
  reduce_mean: reduceMean,
  reduce_max: reduceMax,
  crop2d,
  slice,
  permute,
  channel_shuffle: channelShuffle,
  space_to_depth: spaceToDepth,
  depth_to_space: depthToSpace,
  dense,
  flatten,
  reshape,
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
  abs,
  scale,
  layer_scale: layerScale,
  concat,
  add,
  subtract,
  multiply,
  maximum,
} as const;
