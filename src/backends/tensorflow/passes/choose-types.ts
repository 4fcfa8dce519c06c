import { channelCount } from '../../../dimensions/dimension';
import type { Kind } from '../../../schema/kinds';
import type { Pass } from './plan';
import { choicesOf, factsOf } from './plan';

/**
 * Whether a kind computes in 16 bits in a `bf16` program: kinds that take nearly all of the time, and those that only pass
 * values on. Functions that need the precision stay in 32 bits, and so do the parameters of batch norm.
 */
const inHalf: { readonly [K in Kind]: boolean | 'where its kernel is fast' } = {
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
  adaptive_max_pool2d: false,
  global_avg_pool1d: false,
  global_avg_pool2d: false,
  global_max_pool2d: true,
  upsample2d: false,
  resize2d: false,
  zero_pad2d: true,
  pad2d: false,
  slice: true,
  channel_shuffle: true,
  crop2d: true,
  reduce_mean: false,
  reduce_max: false,
  permute: true,
  space_to_depth: true,
  depth_to_space: true,
  dense: true,
  flatten: true,
  reshape: true,
  batch_norm: 'where its kernel is fast',
  layer_norm: false,
  group_norm: false,
  instance_norm: false,
  lrn: false,
  dropout: true,
  drop_path: true,
  relu: true,
  relu6: true,
  leaky_relu: true,
  prelu: false,
  elu: false,
  selu: false,
  celu: false,
  gelu: false,
  silu: false,
  mish: false,
  softplus: false,
  sigmoid: false,
  hard_sigmoid: false,
  hard_swish: false,
  tanh: false,
  softsign: false,
  clip: false,
  softmax: false,
  log_softmax: false,
  abs: true,
  scale: true,
  layer_scale: false,
  concat: true,
  add: true,
  subtract: true,
  multiply: true,
  maximum: true,
};

/** Chooses the type that each node computes in; afterwards every node has choices. */
export const chooseTypes: Pass = (plan, { normChannels }) => {
  const choices = plan.graph.nodes.map((node) => {
    const known = inHalf[node.kind];
    const channels = channelCount(factsOf(plan.graph, node).shape);
    const half = known === true || (known !== false && channels % normChannels.bfloat16 === 0);
    const type = plan.precision === 'bf16' && half ? 'bfloat16' : 'float32';
    return [node.id, { ...choicesOf(plan, node.id), type }] as const;
  });
  return { ...plan, choices: new Map(choices) };
};
