import type { Kind } from '../../schema/kinds';
import { unless } from '../source/code';
import { builtIn, type Lowered, type Row } from './layer-code';
import { conv2dTranspose } from './rows/conv2d-transpose';
import { convolution } from './rows/convolution';
import { depthwiseConvolution, separableConv2d } from './rows/depthwise';
import { add, concat, maximum, multiply, subtract } from './rows/joins';
import { batchNorm, groupNorm, instanceNorm, layerNorm, lrn } from './rows/norms';
import { padsText, zeroPadding } from './rows/padding';
import { avgPool, maxPool } from './rows/pool';
import { adaptiveAvgPool2d, adaptiveMaxPool2d, globalMaxPool2d, resize2d, upsample2d } from './rows/resampling';
import {
  channelShuffle,
  crop2d,
  depthToSpace,
  logSoftmax,
  permute,
  reduceMax,
  reduceMean,
  slice,
  softmax,
  spaceToDepth,
} from './rows/shapes';
import { initializerText, weightOptions } from './rows/weights';

const identity: Lowered = { layer: undefined };

/** The layers of tfjs for each kind. */
export const rows: { readonly [K in Kind]: Row<K> } = {
  conv1d: convolution,
  conv2d: convolution,
  depthwise_conv1d: depthwiseConvolution,
  depthwise_conv2d: depthwiseConvolution,
  separable_conv2d: separableConv2d,
  conv2d_transpose: conv2dTranspose,
  max_pool1d: maxPool,
  max_pool2d: maxPool,
  avg_pool1d: avgPool,
  avg_pool2d: avgPool,
  global_avg_pool1d: () => ({ layer: { ...builtIn('globalAveragePooling1d'), optionsRequired: true } }),
  global_avg_pool2d: () => ({ layer: { ...builtIn('globalAveragePooling2d'), optionsRequired: true } }),
  adaptive_avg_pool2d: adaptiveAvgPool2d,
  adaptive_max_pool2d: adaptiveMaxPool2d,
  global_max_pool2d: globalMaxPool2d,
  upsample2d,
  resize2d,
  dense: ({ attributes, weights, scalar }) => ({
    layer: builtIn('dense', {
      units: scalar('units', attributes.units),
      useBias: unless('true', scalar('bias', attributes.bias)),
      ...weightOptions(weights),
    }),
  }),
  // tfjs rejects a vector here.
  flatten: ({ inputs }) => (inputs[0]?.length === 1 ? identity : { layer: builtIn('flatten') }),
  reshape: ({ attributes, list }) => ({
    layer: builtIn('reshape', { targetShape: list('shape', attributes.shape) }),
  }),
  batch_norm: batchNorm,
  layer_norm: layerNorm,
  group_norm: groupNorm,
  instance_norm: instanceNorm,
  lrn,
  dropout: ({ attributes, scalar }) => ({ layer: builtIn('dropout', { rate: scalar('rate', attributes.rate) }) }),
  drop_path: ({ attributes, scalar }) => ({
    layer: { make: 'new DropPath', part: 'DropPath', options: { rate: scalar('rate', attributes.rate) } },
  }),
  relu: () => ({ layer: builtIn('reLU') }),
  relu6: () => ({ layer: { make: 'new Relu6', part: 'Relu6', options: {} } }),
  leaky_relu: ({ attributes, scalar }) => ({
    layer: builtIn('leakyReLU', { alpha: unless('0.3', scalar('slope', attributes.slope)) }),
  }),
  prelu: ({ weights: { slope }, attributes }) => {
    const slopeInitializer =
      slope && unless('tf.initializers.constant({ value: 0.25 })', initializerText(slope) ?? "'glorotNormal'");
    return {
      layer: {
        make: 'new Prelu',
        part: 'Prelu',
        options: { slopeInitializer, trainable: attributes.trainable ? undefined : 'false' },
      },
    };
  },
  // In tf.layers.elu, alpha is always 1.
  elu: ({ attributes, scalar }) => {
    const alpha = unless('1', scalar('alpha', attributes.alpha));
    if (alpha === undefined) return { layer: builtIn('elu') };
    return { layer: { make: 'new ExponentialLinearUnit', part: 'ExponentialLinearUnit', options: { alpha } } };
  },
  selu: () => ({ layer: builtIn('activation', { activation: "'selu'" }) }),
  celu: ({ attributes, scalar }) => ({
    layer: { make: 'new Celu', part: 'Celu', options: { alpha: unless('1', scalar('alpha', attributes.alpha)) } },
  }),
  // A saved model cannot be loaded with the activation 'gelu_new'.
  gelu: ({ attributes: { approximate } }) => ({
    layer:
      approximate === 'tanh'
        ? { make: 'new TanhGelu', part: 'TanhGelu', options: {} }
        : builtIn('activation', { activation: "'gelu'" }),
  }),
  silu: () => ({ layer: builtIn('activation', { activation: "'swish'" }) }),
  mish: () => ({ layer: builtIn('activation', { activation: "'mish'" }) }),
  softplus: () => ({ layer: builtIn('activation', { activation: "'softplus'" }) }),
  sigmoid: () => ({ layer: builtIn('activation', { activation: "'sigmoid'" }) }),
  hard_sigmoid: () => ({ layer: { make: 'new HardSigmoid', part: 'HardSigmoid', options: {} } }),
  hard_swish: () => ({ layer: { make: 'new HardSwish', part: 'HardSwish', options: {} } }),
  tanh: () => ({ layer: builtIn('activation', { activation: "'tanh'" }) }),
  softsign: () => ({ layer: builtIn('activation', { activation: "'softsign'" }) }),
  clip: ({ attributes: { minimum, maximum }, scalar }) => {
    const options = {
      minimum: minimum === undefined ? undefined : scalar('minimum', minimum),
      maximum: maximum === undefined ? undefined : scalar('maximum', maximum),
    };
    return { layer: { make: 'new Clip', part: 'Clip', options } };
  },
  softmax,
  slice,
  channel_shuffle: channelShuffle,
  log_softmax: logSoftmax,
  crop2d,
  reduce_mean: reduceMean,
  reduce_max: reduceMax,
  permute,
  space_to_depth: spaceToDepth,
  depth_to_space: depthToSpace,
  pad2d: ({ attributes: { padding, mode } }) => ({
    layer: { make: 'new Pad2d', part: 'Pad2d', options: { padding: padsText(padding), mode: `'${mode}'` } },
  }),
  zero_pad2d: ({ attributes }) => ({ layer: zeroPadding(attributes.padding) }),
  abs: () => ({ layer: { make: 'new Absolute', part: 'Absolute', options: {} } }),
  scale: ({ attributes, scalar }) => ({
    layer: { make: 'new Scale', part: 'Scale', options: { factor: scalar('factor', attributes.factor) } },
  }),
  layer_scale: ({ attributes, scalar }) => ({
    layer: {
      make: 'new LayerScale',
      part: 'LayerScale',
      options: {
        initial: unless('0.000001', scalar('initial', attributes.initial)),
        trainable: attributes.trainable ? undefined : 'false',
      },
    },
  }),
  concat,
  add,
  subtract,
  multiply,
  maximum,
};
