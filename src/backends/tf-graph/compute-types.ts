import type { Kind } from '../../schema/kinds';
import type { Precision } from '../../schema/train';
import type { DataType } from './proto/data-type';

/**
 * What a kind computes in where a program computes in `bf16`: in 16 bits where nearly all of the time goes, and where values are only
 * passed on; functions that need the digits stay in 32. The numbers of batch norm, which is fast in both, stay in 32 beside its values.
 */
const inHalf: { readonly [K in Kind]: boolean } = {
  conv2d: true,
  depthwise_conv2d: true,
  separable_conv2d: true,
  conv2d_transpose: true,
  max_pool2d: true,
  avg_pool2d: true,
  adaptive_avg_pool2d: false,
  global_avg_pool2d: false,
  global_max_pool2d: true,
  upsample2d: false,
  zero_pad2d: true,
  dense: true,
  flatten: true,
  reshape: true,
  batch_norm: true,
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

/** The type of a layer's inputs and of what it gives. */
export function computeType(kind: Kind, precision: Precision): DataType {
  return precision === 'bf16' && inHalf[kind] ? 'bfloat16' : 'float32';
}
