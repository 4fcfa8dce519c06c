import type { Kind } from '../../schema/kinds';
import { productOf } from '../python/expression';
import { unless, usesOf } from '../source/code';
import { functional, method, nn, torch } from './calls';
import type { LayerCode, Lowering, Row } from './layer-code';
import { dimOf } from './layout';
import { conv2dTranspose } from './rows/conv2d-transpose';
import { convolution } from './rows/convolution';
import { depthwiseConvolution, separableConv2d } from './rows/depthwise';
import { add, concat, maximum, multiply, subtract } from './rows/joins';
import { crop2d, depthToSpace, permute, reduceMax, reduceMean, slice, spaceToDepth } from './rows/moves';
import { batchNorm, groupNorm, instanceNorm, layerNorm, lrn } from './rows/norms';
import { cellsText, padded, paddingModule, padTexts } from './rows/padding';
import { dropPath, layerScale } from './rows/paths';
import { avgPool, maxPool } from './rows/pool';
import { dense, flatten, reshape } from './rows/shapes';
import { elementwiseForms, oneModule, twoForms } from './two-forms';

/** An elementwise function without arguments. */
function pointwise(name: string, module: string, call = functional): (lowering: Lowering<'relu'>) => LayerCode {
  return (lowering) => elementwiseForms(lowering, { function: name, module, call });
}

function softmax(
  lowering: Lowering<'softmax'> | Lowering<'log_softmax'>,
  names: { readonly function: string; readonly module: string },
): LayerCode {
  const {
    attributes: { axis },
    inputs: [shape = []],
  } = lowering;
  return elementwiseForms(lowering, { ...names, keyed: () => ({ dim: String(dimOf(axis, shape)) }) });
}

/** The modules that continue an image beyond its edges. */
const continuingPads = {
  reflect: 'ReflectionPad2d',
  replicate: 'ReplicationPad2d',
  circular: 'CircularPad2d',
} as const;

/** How every kind is written in PyTorch. */
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
  adaptive_avg_pool2d: (lowering) =>
    twoForms(lowering, {
      function: 'adaptive_avg_pool2d',
      module: 'AdaptiveAvgPool2d',
      positional: ({ pair }) => [pair('size', lowering.attributes.size)],
    }),
  adaptive_max_pool2d: (lowering) =>
    twoForms(lowering, {
      function: 'adaptive_max_pool2d',
      module: 'AdaptiveMaxPool2d',
      positional: ({ pair }) => [pair('size', lowering.attributes.size)],
    }),
  global_avg_pool1d: ({ channels: [channels = ''] }) => ({
    expression: ([x = '']) => method(x, 'mean', ['dim=2']),
    modules: [nn('AdaptiveAvgPool1d', ['1']), nn('Flatten', [])],
    channels,
  }),
  global_avg_pool2d: ({ channels: [channels = ''] }) => ({
    expression: ([x = '']) => method(x, 'mean', ['dim=(2, 3)']),
    modules: [nn('AdaptiveAvgPool2d', ['1']), nn('Flatten', [])],
    channels,
  }),
  // Among equal values, the first receives the gradient here; `amax` would divide it.
  global_max_pool2d: ({ channels: [channels = ''] }) => ({
    expression: ([x = '']) => torch('flatten', [functional('adaptive_max_pool2d', [x, '1']), '1']),
    modules: [nn('AdaptiveMaxPool2d', ['1']), nn('Flatten', [])],
    channels,
  }),
  upsample2d: (lowering) => {
    const { factor, interpolation, align_corners } = lowering.attributes;
    const isFormula = usesOf(lowering.pair('factor', factor)).size > 0;
    // PyTorch divides by the factor in 32 bits, which for some factors falls below the intended cell.
    const inexact = isFormula || factor.some((times) => Math.fround(1 / times) * times < 1);
    // Scripted programs take no whole number for it.
    const [height = '', width = ''] = factor.map((times) => `${times}.0`);
    const decimals = height === width ? height : `(${height}, ${width})`;
    const nearest = inexact ? '"nearest-exact"' : undefined;
    return twoForms(lowering, {
      function: 'interpolate',
      module: 'Upsample',
      keyed: ({ pair }) => ({
        scale_factor: isFormula ? pair('factor', factor) : decimals,
        mode: interpolation === 'bilinear' ? '"bilinear"' : nearest,
        align_corners: align_corners ? 'True' : undefined,
      }),
    });
  },
  resize2d: (lowering) => {
    const { size, interpolation, align_corners } = lowering.attributes;
    return twoForms(lowering, {
      function: 'interpolate',
      module: 'Upsample',
      keyed: ({ pair }) => ({
        size: pair('size', size),
        mode: `"${interpolation}"`,
        align_corners: align_corners ? 'True' : undefined,
      }),
    });
  },
  pad2d: ({ attributes: { padding, mode }, channels: [channels = ''], forward, ...texts }) => ({
    expression: ([x = '']) => functional('pad', [x, cellsText(padTexts(padding, forward))], { mode: `"${mode}"` }),
    modules: [nn(continuingPads[mode], [cellsText(padTexts(padding, texts))])],
    channels,
  }),
  zero_pad2d: (lowering) => ({
    expression: ([x = '']) => padded(x, padTexts(lowering.attributes.padding, lowering.forward)),
    modules: [paddingModule(padTexts(lowering.attributes.padding, lowering))],
    channels: lowering.channels[0] ?? '',
  }),
  reduce_mean: reduceMean,
  reduce_max: reduceMax,
  slice,
  crop2d,
  permute,
  space_to_depth: spaceToDepth,
  depth_to_space: depthToSpace,
  channel_shuffle: (lowering) =>
    twoForms(lowering, {
      function: 'channel_shuffle',
      module: 'ChannelShuffle',
      positional: ({ scalar }) => [scalar('groups', lowering.attributes.groups)],
    }),
  dense,
  flatten,
  reshape,
  batch_norm: batchNorm,
  layer_norm: layerNorm,
  group_norm: groupNorm,
  instance_norm: instanceNorm,
  lrn,
  dropout: ({ attributes, channels: [channels = ''], scalar }) => {
    const rate = unless('0.5', scalar('rate', attributes.rate));
    return { ...oneModule(nn('Dropout', rate === undefined ? [] : [rate])), channels };
  },
  drop_path: dropPath,
  relu: pointwise('relu', 'ReLU'),
  relu6: pointwise('relu6', 'ReLU6'),
  leaky_relu: (lowering) =>
    elementwiseForms(lowering, {
      function: 'leaky_relu',
      module: 'LeakyReLU',
      keyed: ({ scalar }) => ({ negative_slope: unless('0.01', scalar('slope', lowering.attributes.slope)) }),
    }),
  prelu: ({ attributes: { slope_initializer: start }, channels: [channels = ''] }) => {
    const initialized = start.type === 'constant';
    const init = initialized ? unless('0.25', String(start.value)) : undefined;
    return {
      ...oneModule(nn('PReLU', [channels], { init })),
      channels,
      state: { slope: { key: 'weight', order: [0], initialized } },
    };
  },
  elu: (lowering) =>
    elementwiseForms(lowering, {
      function: 'elu',
      module: 'ELU',
      keyed: ({ scalar }) => ({ alpha: unless('1', scalar('alpha', lowering.attributes.alpha)) }),
    }),
  selu: pointwise('selu', 'SELU'),
  celu: (lowering) =>
    elementwiseForms(lowering, {
      function: 'celu',
      module: 'CELU',
      keyed: ({ scalar }) => ({ alpha: unless('1', scalar('alpha', lowering.attributes.alpha)) }),
    }),
  gelu: (lowering) => {
    const approximate = lowering.attributes.approximate === 'tanh' ? '"tanh"' : undefined;
    return elementwiseForms(lowering, { function: 'gelu', module: 'GELU', keyed: () => ({ approximate }) });
  },
  silu: pointwise('silu', 'SiLU'),
  mish: pointwise('mish', 'Mish'),
  softplus: pointwise('softplus', 'Softplus'),
  sigmoid: pointwise('sigmoid', 'Sigmoid', torch),
  hard_sigmoid: pointwise('hardsigmoid', 'Hardsigmoid'),
  hard_swish: pointwise('hardswish', 'Hardswish'),
  tanh: pointwise('tanh', 'Tanh', torch),
  softsign: pointwise('softsign', 'Softsign'),
  // `nn.Hardtanh` passes no gradient at its bounds.
  clip: ({ attributes: { minimum, maximum }, channels: [channels = ''], forward: { scalar } }) => ({
    expression: ([x = '']) =>
      torch('clamp', [x], {
        min: minimum === undefined ? undefined : scalar('minimum', minimum),
        max: maximum === undefined ? undefined : scalar('maximum', maximum),
      }),
    channels,
    wraps: true,
  }),
  softmax: (lowering) => softmax(lowering, { function: 'softmax', module: 'Softmax' }),
  log_softmax: (lowering) => softmax(lowering, { function: 'log_softmax', module: 'LogSoftmax' }),
  // No module computes it.
  abs: ({ channels: [channels = ''] }) => ({ expression: ([x = '']) => torch('abs', [x]), channels, wraps: true }),
  scale: ({ attributes, channels: [channels = ''], forward: { scalar } }) => ({
    expression: ([x = '']) => productOf(scalar('factor', attributes.factor), x),
    channels,
  }),
  layer_scale: layerScale,
  concat,
  add,
  subtract,
  multiply,
  maximum,
};
