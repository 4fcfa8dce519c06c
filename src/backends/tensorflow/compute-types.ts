import type { Kind } from '../../schema/kinds';
import type { Precision } from '../../schema/train';
import type { DataType } from './proto/data-type';

/**
 * What a kind computes in where a program computes in `bf16`: in 16 bits where nearly all of the time goes, and where values are only
 * passed on; functions that need the digits stay in 32. The numbers of batch norm stay in 32 beside its values, and where the channels
 * do not fill vectors of 16 the values do too: oneDNN has no fast kernel for them in 16 bits, and its other one is 30 times slower.
 */
const inHalf: { readonly [K in Kind]: boolean | 'where channels fill vectors' } = {
  conv1d: true,
  conv2d: true,
  depthwise_conv1d: true,
  depthwise_conv2d: true,
  separable_conv2d: true,
  conv2d_transpose: true,
  max_pool1d: true,
  max_pool2d: true,
  avg_pool1d: true,
  avg_pool2d: true,
  adaptive_avg_pool2d: false,
  global_avg_pool1d: false,
  global_avg_pool2d: false,
  global_max_pool2d: true,
  upsample2d: false,
  zero_pad2d: true,
  dense: true,
  flatten: true,
  reshape: true,
  batch_norm: 'where channels fill vectors',
  layer_norm: false,
  lrn: false,
  dropout: true,
  relu: true,
  relu6: true,
  leaky_relu: true,
  elu: false,
  gelu: false,
  silu: false,
  sigmoid: false,
  tanh: false,
  softmax: false,
  scale: true,
  concat: true,
  add: true,
  multiply: true,
};

/** Channels in a vector of AVX-512. */
const VECTOR = 16;

/** The type of a layer's inputs and of what it gives. */
export function computeType(kind: Kind, channels: number, precision: Precision): DataType {
  const half = inHalf[kind] === true || (inHalf[kind] !== false && channels % VECTOR === 0);
  return precision === 'bf16' && half ? 'bfloat16' : 'float32';
}
