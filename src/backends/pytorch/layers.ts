import type { Kind } from '../../schema/kinds';
import { call } from './python/layout';
import { apply, elementwise, operate, option, type Row, type Value } from './row';
import { batchNorm } from './rows/batch-norm';
import { conv2d } from './rows/conv2d';
import { conv2dTranspose } from './rows/conv2d-transpose';
import { dense } from './rows/dense';
import { add, channelAxis, concat, multiply } from './rows/joins';
import { layerNorm, lrn } from './rows/norms';
import { pad } from './rows/padding';
import { avgPool2d, maxPool2d } from './rows/pool';
import { adaptiveAvgPool2d, globalAvgPool2d, globalMaxPool2d, upsample2d } from './rows/resampling';
import { flatten, reshape } from './rows/reshape';
import { separableConv2d } from './rows/separable-conv2d';

/** How every kind is said in PyTorch. */
export const rows: { readonly [K in Kind]: Row<K> } = {
  conv2d,
  separable_conv2d: separableConv2d,
  conv2d_transpose: conv2dTranspose,
  max_pool2d: maxPool2d,
  avg_pool2d: avgPool2d,
  adaptive_avg_pool2d: adaptiveAvgPool2d,
  global_avg_pool2d: globalAvgPool2d,
  global_max_pool2d: globalMaxPool2d,
  upsample2d,
  zero_pad2d: ({ attributes }) => {
    const [top, bottom, left, right] = attributes.padding;
    if (top + bottom + left + right === 0) return {};
    return { forward: ([input]) => pad(input as Value, { top, bottom, left, right }) };
  },
  dense,
  flatten,
  reshape,
  batch_norm: batchNorm,
  layer_norm: layerNorm,
  lrn,
  dropout: ({ attributes, scalar }) => {
    const rate = scalar('rate', attributes.rate);
    return {
      members: [{ suffix: '', code: call('nn.Dropout', rate === '0.5' ? undefined : rate) }],
      forward: ([input], [self]) => apply(self as string, [input as Value]),
    };
  },
  relu: () => elementwise('F.relu'),
  relu6: () => elementwise('F.relu6'),
  leaky_relu: ({ attributes, scalar }) =>
    elementwise('F.leaky_relu', option('negative_slope', scalar('slope', attributes.slope), '0.01')),
  elu: ({ attributes, scalar }) => elementwise('F.elu', option('alpha', scalar('alpha', attributes.alpha), '1')),
  gelu: ({ attributes }) => elementwise('F.gelu', attributes.approximate === 'tanh' ? 'approximate="tanh"' : undefined),
  silu: () => elementwise('F.silu'),
  sigmoid: () => elementwise('torch.sigmoid'),
  tanh: () => elementwise('torch.tanh'),
  softmax: ({ inputs }) => elementwise('F.softmax', `dim=${channelAxis(inputs[0])}`),
  scale: ({ attributes, scalar }) => ({
    forward: (values) => operate('*', [...values, scalar('factor', attributes.factor)]),
  }),
  concat,
  add,
  multiply,
};
