import { positionOf } from '../../dimensions/axis';
import type { Kind } from '../../schema/kinds';
import { bracketed, call } from '../python/code';
import { unless } from '../source/code';
import type { LayerCode, Lowering, Row } from './layer-code';
import { padded } from './layout';
import { conv2dTranspose } from './rows/conv2d-transpose';
import { convolution } from './rows/convolution';
import { depthwiseConvolution, separableConv2d } from './rows/depthwise';
import { batchNorm, layerNorm, lrn } from './rows/norms';
import { avgPool, maxPool } from './rows/pool';
import { dense, flatten, reshape } from './rows/shapes';

/** A function of each value, which may stand around what makes it. */
function pointwise(
  name: string,
  keyed: Readonly<Record<string, string | undefined>> = {},
): (lowering: Pick<Lowering<'relu'>, 'channels'>) => LayerCode {
  return ({ channels: [channels = ''] }) => ({
    expression: ([x = '']) => call(name, [x], keyed),
    channels,
    wraps: true,
  });
}

/** How every kind is said in PyTorch. */
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
    expression: ([x = '']) => call('F.adaptive_avg_pool2d', [x, pair('size', attributes.size)]),
    channels,
  }),
  global_avg_pool1d: ({ channels: [channels = ''] }) => ({ expression: ([x = '']) => `${x}.mean(dim=2)`, channels }),
  global_avg_pool2d: ({ channels: [channels = ''] }) => ({
    expression: ([x = '']) => `${x}.mean(dim=(2, 3))`,
    channels,
  }),
  // Of equal values the first takes the gradient here; `amax` would share it out.
  global_max_pool2d: ({ channels: [channels = ''] }) => ({
    expression: ([x = '']) => `torch.flatten(F.adaptive_max_pool2d(${x}, 1), 1)`,
    channels,
  }),
  upsample2d: ({ attributes, channels: [channels = ''], forward: { pair } }) => {
    // PyTorch divides by the factor in 32 bits, which for some factors falls below the cell that is meant.
    const inexact = attributes.factor.some((factor) => Math.fround(1 / factor) * factor < 1);
    const nearest = inexact ? '"nearest-exact"' : undefined;
    const mode = attributes.interpolation === 'bilinear' ? '"bilinear"' : nearest;
    const scale_factor = pair('factor', attributes.factor);
    return { expression: ([x = '']) => call('F.interpolate', [x], { scale_factor, mode }), channels };
  },
  zero_pad2d: ({ attributes, channels: [channels = ''] }) => ({
    expression: ([x = '']) => padded(x, attributes.padding),
    channels,
  }),
  dense,
  flatten,
  reshape,
  batch_norm: batchNorm,
  layer_norm: layerNorm,
  lrn,
  dropout: ({ attributes, channels: [channels = ''], scalar }) => ({
    module: call(
      'nn.Dropout',
      [unless('0.5', scalar('rate', attributes.rate))].flatMap((rate) => rate ?? []),
    ),
    expression: ([x = ''], self) => `${self}(${x})`,
    channels,
  }),
  relu: pointwise('F.relu'),
  relu6: pointwise('F.relu6'),
  leaky_relu: (lowering) => {
    const { attributes, forward } = lowering;
    return pointwise('F.leaky_relu', { negative_slope: unless('0.01', forward.scalar('slope', attributes.slope)) })(
      lowering,
    );
  },
  elu: (lowering) => {
    const { attributes, forward } = lowering;
    return pointwise('F.elu', { alpha: unless('1', forward.scalar('alpha', attributes.alpha)) })(lowering);
  },
  gelu: (lowering) => {
    const approximate = lowering.attributes.approximate === 'tanh' ? '"tanh"' : undefined;
    return pointwise('F.gelu', { approximate })(lowering);
  },
  silu: pointwise('F.silu'),
  sigmoid: pointwise('torch.sigmoid'),
  tanh: pointwise('torch.tanh'),
  softmax: pointwise('F.softmax', { dim: '1' }),
  scale: ({ attributes, channels: [channels = ''], forward: { scalar } }) => ({
    expression: ([x = '']) => `${bracketed(scalar('factor', attributes.factor))} * ${x}`,
    channels,
  }),
  concat: ({ attributes: { axis }, channels, output }) => {
    // The channels come right after the batch, and all others one later.
    const [dim, total] =
      axis === 'channels' ? [1, sumOf(channels)] : [positionOf(axis, output.length) + 2, channels[0] ?? ''];
    return {
      expression: (values) =>
        values.length === 1 ? (values[0] ?? '') : `torch.cat([${values.join(', ')}], dim=${dim})`,
      channels: total,
    };
  },
  add: ({ channels: [channels = ''] }) => ({ expression: (values) => values.join(' + '), channels }),
  multiply: ({ inputs, output, channels: [channels = ''] }) => ({
    expression: (values) =>
      values
        .map((value, index) =>
          (inputs[index]?.length ?? 0) < output.length ? `${value}[:, :${', None'.repeat(output.length - 1)}]` : value,
        )
        .join(' * '),
    channels,
  }),
};

/** Channels side by side: `16 + 3 * out` where several are alike. */
function sumOf(channels: readonly string[]): string {
  if (channels.every((text) => /^\d+$/.test(text)))
    return String(channels.reduce((sum, text) => sum + Number(text), 0));
  const counts = new Map<string, number>();
  for (const text of channels) counts.set(text, (counts.get(text) ?? 0) + 1);
  const terms = [...counts].map(([text, count]) => {
    if (count > 1) return `${count} * ${bracketed(text)}`;
    return text.includes(' if ') ? bracketed(text) : text;
  });
  return terms.join(' + ');
}
