import type { Kind } from '../../schema/kinds';
import { productOf } from '../python/expression';
import { type Code, unless } from '../source/code';
import { applied, functional, method, nn, torch } from './calls';
import type { LayerCode, Lowering, Row } from './layer-code';
import { dimOf, padded } from './layout';
import { conv2dTranspose } from './rows/conv2d-transpose';
import { convolution } from './rows/convolution';
import { depthwiseConvolution, separableConv2d } from './rows/depthwise';
import { add, concat, maximum, multiply, subtract } from './rows/joins';
import { crop2d, depthToSpace, permute, reduceMax, reduceMean, slice, spaceToDepth } from './rows/moves';
import { batchNorm, groupNorm, instanceNorm, layerNorm, lrn } from './rows/norms';
import { dropPath, layerScale } from './rows/paths';
import { avgPool, maxPool } from './rows/pool';
import { dense, flatten, reshape } from './rows/shapes';

/** An elementwise function, which can wrap the expression of its input. */
function pointwise(
  call: typeof functional,
  name: string,
  keyed: Readonly<Record<string, Code | undefined>> = {},
): (lowering: Pick<Lowering<'relu'>, 'channels'>) => LayerCode {
  return ({ channels: [channels = ''] }) => ({
    expression: ([x = '']) => call(name, [x], keyed),
    channels,
    wraps: true,
  });
}

function dimText({
  attributes: { axis },
  inputs: [shape = []],
}: Lowering<'softmax'> | Lowering<'log_softmax'>): string {
  return String(dimOf(axis, shape));
}

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
  adaptive_avg_pool2d: ({ attributes, channels: [channels = ''], forward: { pair } }) => ({
    expression: ([x = '']) => functional('adaptive_avg_pool2d', [x, pair('size', attributes.size)]),
    channels,
  }),
  adaptive_max_pool2d: ({ attributes, channels: [channels = ''], forward: { pair } }) => ({
    expression: ([x = '']) => functional('adaptive_max_pool2d', [x, pair('size', attributes.size)]),
    channels,
  }),
  global_avg_pool1d: ({ channels: [channels = ''] }) => ({
    expression: ([x = '']) => method(x, 'mean', ['dim=2']),
    channels,
  }),
  global_avg_pool2d: ({ channels: [channels = ''] }) => ({
    expression: ([x = '']) => method(x, 'mean', ['dim=(2, 3)']),
    channels,
  }),
  // Among equal values, the first receives the gradient here; `amax` would divide it.
  global_max_pool2d: ({ channels: [channels = ''] }) => ({
    expression: ([x = '']) => torch('flatten', [functional('adaptive_max_pool2d', [x, '1']), '1']),
    channels,
  }),
  upsample2d: ({ attributes, channels: [channels = ''], forward: { pair } }) => {
    // PyTorch divides by the factor in 32 bits, which for some factors falls below the intended cell.
    const inexact = attributes.factor.some((factor) => Math.fround(1 / factor) * factor < 1);
    const nearest = inexact ? '"nearest-exact"' : undefined;
    const mode = attributes.interpolation === 'bilinear' ? '"bilinear"' : nearest;
    const scale_factor = pair('factor', attributes.factor);
    const align_corners = attributes.align_corners ? 'True' : undefined;
    return {
      expression: ([x = '']) => functional('interpolate', [x], { scale_factor, mode, align_corners }),
      channels,
    };
  },
  resize2d: ({ attributes, channels: [channels = ''], forward: { pair } }) => ({
    expression: ([x = '']) =>
      functional('interpolate', [x], {
        size: pair('size', attributes.size),
        mode: `"${attributes.interpolation}"`,
        align_corners: attributes.align_corners ? 'True' : undefined,
      }),
    channels,
  }),
  zero_pad2d: ({ attributes, channels: [channels = ''] }) => ({
    expression: ([x = '']) => padded(x, attributes.padding),
    channels,
  }),
  reduce_mean: reduceMean,
  reduce_max: reduceMax,
  slice,
  crop2d,
  permute,
  space_to_depth: spaceToDepth,
  depth_to_space: depthToSpace,
  channel_shuffle: ({ attributes, channels: [channels = ''], forward: { scalar } }) => ({
    expression: ([x = '']) => functional('channel_shuffle', [x, scalar('groups', attributes.groups)]),
    channels,
  }),
  dense,
  flatten,
  reshape,
  batch_norm: batchNorm,
  layer_norm: layerNorm,
  group_norm: groupNorm,
  instance_norm: instanceNorm,
  lrn,
  dropout: ({ attributes, channels: [channels = ''], scalar }) => ({
    module: nn(
      'Dropout',
      [unless('0.5', scalar('rate', attributes.rate))].flatMap((rate) => rate ?? []),
    ),
    expression: ([x = ''], self) => applied(self, x),
    channels,
  }),
  drop_path: dropPath,
  relu: pointwise(functional, 'relu'),
  relu6: pointwise(functional, 'relu6'),
  leaky_relu: (lowering) => {
    const { attributes, forward } = lowering;
    return pointwise(functional, 'leaky_relu', {
      negative_slope: unless('0.01', forward.scalar('slope', attributes.slope)),
    })(lowering);
  },
  prelu: ({ attributes: { slope_initializer: start }, channels: [channels = ''] }) => {
    const initialized = start.type === 'constant';
    return {
      module: nn('PReLU', [channels], { init: initialized ? unless('0.25', String(start.value)) : undefined }),
      expression: ([x = ''], self) => applied(self, x),
      channels,
      state: { slope: { key: 'weight', order: [0], initialized } },
    };
  },
  elu: (lowering) => {
    const { attributes, forward } = lowering;
    return pointwise(functional, 'elu', { alpha: unless('1', forward.scalar('alpha', attributes.alpha)) })(lowering);
  },
  selu: pointwise(functional, 'selu'),
  celu: (lowering) => {
    const { attributes, forward } = lowering;
    return pointwise(functional, 'celu', { alpha: unless('1', forward.scalar('alpha', attributes.alpha)) })(lowering);
  },
  gelu: (lowering) => {
    const approximate = lowering.attributes.approximate === 'tanh' ? '"tanh"' : undefined;
    return pointwise(functional, 'gelu', { approximate })(lowering);
  },
  silu: pointwise(functional, 'silu'),
  mish: pointwise(functional, 'mish'),
  softplus: pointwise(functional, 'softplus'),
  sigmoid: pointwise(torch, 'sigmoid'),
  hard_sigmoid: pointwise(functional, 'hardsigmoid'),
  hard_swish: pointwise(functional, 'hardswish'),
  tanh: pointwise(torch, 'tanh'),
  softsign: pointwise(functional, 'softsign'),
  clip: (lowering) => {
    const {
      attributes: { minimum, maximum },
      forward: { scalar },
    } = lowering;
    return pointwise(torch, 'clamp', {
      min: minimum === undefined ? undefined : scalar('minimum', minimum),
      max: maximum === undefined ? undefined : scalar('maximum', maximum),
    })(lowering);
  },
  softmax: (lowering) => pointwise(functional, 'softmax', { dim: dimText(lowering) })(lowering),
  log_softmax: (lowering) => pointwise(functional, 'log_softmax', { dim: dimText(lowering) })(lowering),
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
