import { axesOfRank } from '../../src/dimensions/axis';
import type { Kind } from '../../src/schema/kinds';
import type { Random } from './random';

type Shape = readonly number[];
type Attributes = Readonly<Record<string, unknown>>;

/** Attributes of a layer for a value of this shape; the compiler's checks reject those that do not fit. */
export type Sampler = (random: Random, shape: Shape) => Attributes;

/** Options of a random net: the dropout rate is 0 where masks would have to agree. */
const none: Sampler = () => ({});

function pair(random: Random, least: number, most: number): number | [number, number] {
  return random.chance(0.6) ? random.int(least, most) : [random.int(least, most), random.int(least, most)];
}

function padding(random: Random): unknown {
  switch (random.int(0, 5)) {
    case 0:
      return 'valid';
    case 1:
    case 2:
      return 'same';
    case 3:
      return random.int(0, 2);
    case 4:
      return [random.int(0, 2), random.int(0, 2)];
    default:
      return [random.int(0, 2), random.int(0, 2), random.int(0, 2), random.int(0, 2)];
  }
}

const INITIALIZERS = ['glorot_uniform', 'he_normal', { normal: 0.1 }, { constant: 0.2 }, { uniform: 0.3 }];

function weights(random: Random): Attributes {
  return {
    ...(random.chance(0.3) && { bias: false }),
    ...(random.chance(0.15) && { kernel_initializer: random.pick(INITIALIZERS) }),
    ...(random.chance(0.1) && { trainable: false }),
    ...(random.chance(0.1) && { kernel_l2: 0.001 }),
  };
}

function convolution(random: Random): Attributes {
  const dilated = random.chance(0.2);
  return {
    kernel: pair(random, 1, 4),
    ...(random.chance(0.5) && { stride: pair(random, 1, 3) }),
    ...(dilated && { dilation: pair(random, 1, 3) }),
    padding: padding(random),
    ...weights(random),
  };
}

/** The same along one axis. */
function convolution1d(random: Random): Attributes {
  return {
    kernel: random.int(1, 4),
    ...(random.chance(0.5) && { stride: random.int(1, 3) }),
    ...(random.chance(0.2) && { dilation: random.int(1, 3) }),
    padding: random.chance(0.3) ? 'causal' : padding1d(random),
    ...weights(random),
  };
}

function padding1d(random: Random): unknown {
  return random.pick<unknown>(['valid', 'same', 'same', random.int(0, 2), [random.int(0, 2), random.int(0, 2)]]);
}

function pool1d(random: Random): Attributes {
  return {
    kernel: random.int(1, 4),
    ...(random.chance(0.7) && { stride: random.int(1, 3) }),
    padding: padding1d(random),
    ...(random.chance(0.4) && { ceil_mode: true }),
  };
}

/** Small numbers of groups that divide the channels. */
function divisorsOf(channels: number): number[] {
  return [1, 2, 3, 4].filter((groups) => channels % groups === 0);
}

/** Filters of a convolution, in groups that divide the channels. */
function grouped(random: Random, shape: Shape): Attributes {
  const channels = shape.at(-1) ?? 1;
  const groups = random.chance(0.25) ? random.pick(divisorsOf(channels)) : 1;
  return { filters: groups * random.int(1, 3), ...(groups > 1 && { groups }) };
}

function pool(random: Random): Attributes {
  return {
    kernel: pair(random, 1, 4),
    ...(random.chance(0.7) && { stride: pair(random, 1, 3) }),
    padding: padding(random),
    ...(random.chance(0.4) && { ceil_mode: true }),
  };
}

function normed(random: Random): Attributes {
  return {
    ...(random.chance(0.2) && { center: false }),
    ...(random.chance(0.2) && { scale: false }),
    ...(random.chance(0.15) && { trainable: false }),
  };
}

/** The name of an axis of a value. */
function anyAxis(random: Random, shape: Shape): string {
  return random.pick(axesOfRank(shape.length).map((axis) => (axis === 'features' ? 'channels' : axis)));
}

function reduction(random: Random, shape: Shape): Attributes {
  return { axis: anyAxis(random, shape) };
}

function blocks(random: Random): Attributes {
  return { block: random.int(1, 3), order: random.pick(['dcr', 'crd']) };
}

/** Sizes whose product is the number of values. */
function factors(random: Random, count: number): number[] {
  const rank = random.int(1, 4);
  const sizes: number[] = [];
  let rest = count;
  for (let axis = 1; axis < rank; axis++) {
    const divisors = Array.from({ length: rest }, (_, index) => index + 1).filter((size) => rest % size === 0);
    const size = random.pick(divisors);
    sizes.push(size);
    rest /= size;
  }
  return [...sizes, rest];
}

const total = (shape: Shape): number => shape.reduce((product, size) => product * size, 1);

/** One for every kind, which the type checker enforces. */
export const samplers: { readonly [K in Kind]: Sampler } = {
  conv1d: (random, shape) => ({ ...grouped(random, shape), ...convolution1d(random) }),
  conv2d: (random, shape) => ({ ...grouped(random, shape), ...convolution(random) }),
  depthwise_conv1d: (random) => ({
    ...(random.chance(0.3) && { multiplier: random.int(1, 3) }),
    ...convolution1d(random),
  }),
  depthwise_conv2d: (random) => ({
    ...(random.chance(0.3) && { multiplier: random.int(1, 3) }),
    ...convolution(random),
  }),
  separable_conv2d: (random) => ({
    filters: random.int(1, 5),
    ...(random.chance(0.3) && { multiplier: random.int(1, 3) }),
    ...convolution(random),
  }),
  conv2d_transpose: (random) => ({
    filters: random.int(1, 5),
    ...convolution(random),
    ...(random.chance(0.25) && { output_padding: pair(random, 0, 2) }),
  }),
  max_pool1d: pool1d,
  max_pool2d: pool,
  avg_pool1d: (random) => ({ ...pool1d(random), count_include_pad: random.chance(0.5) }),
  avg_pool2d: (random) => ({ ...pool(random), count_include_pad: random.chance(0.5) }),
  adaptive_avg_pool2d: (random) => ({ size: pair(random, 1, 6) }),
  adaptive_max_pool2d: (random) => ({ size: pair(random, 1, 6) }),
  reduce_mean: reduction,
  reduce_max: reduction,
  global_avg_pool1d: none,
  global_avg_pool2d: none,
  global_max_pool2d: none,
  upsample2d: (random) => ({
    factor: pair(random, 1, 3),
    ...(random.chance(0.5) && { interpolation: 'bilinear', align_corners: random.chance(0.4) }),
  }),
  resize2d: (random) => ({
    size: pair(random, 1, 9),
    interpolation: random.pick(['bilinear', 'bicubic']),
    align_corners: random.chance(0.4),
  }),
  pad2d: (random) => ({ padding: pair(random, 0, 2), mode: random.pick(['reflect', 'replicate', 'circular']) }),
  zero_pad2d: (random) => ({ padding: pair(random, 0, 2) }),
  slice: (random, shape) => ({
    axis: anyAxis(random, shape),
    ...(random.chance(0.6) && { start: random.int(-3, 2) }),
    ...(random.chance(0.6) && { end: random.pick([-2, -1, 1, 2, 3]) }),
  }),
  crop2d: (random) => ({ cropping: pair(random, 0, 2) }),
  permute: (random, shape) => ({ axes: random.shuffle(axesOfRank(shape.length)) }),
  space_to_depth: blocks,
  depth_to_space: blocks,
  channel_shuffle: (random) => ({ groups: random.int(1, 4) }),
  dense: (random) => ({ units: random.int(1, 8), ...weights(random) }),
  flatten: none,
  reshape: (random, shape) => ({ shape: factors(random, total(shape)) }),
  batch_norm: (random) => ({
    ...normed(random),
    ...(random.chance(0.4) && { momentum: random.pick([0.9, 0.5]) }),
    ...(random.chance(0.4) && { epsilon: random.pick([0.01, 0.1]) }),
  }),
  group_norm: (random, shape) => ({
    ...normed(random),
    groups: random.pick(divisorsOf(shape.at(-1) ?? 1)),
    epsilon: 0.01,
  }),
  instance_norm: (random) => ({ ...normed(random), epsilon: 0.01 }),
  layer_norm: (random) => ({ ...normed(random), epsilon: 0.01, ...(random.chance(0.4) && { axes: 'all' }) }),
  lrn: (random) => ({
    size: random.pick([1, 3, 5, 7]),
    ...(random.chance(0.6) && { alpha: 0.5, beta: 0.6, bias: 2 }),
  }),
  dropout: (random) => ({ rate: random.pick([0, 0.3]) }),
  drop_path: (random) => ({ rate: random.pick([0, 0.3]) }),
  relu: none,
  relu6: none,
  leaky_relu: (random) => (random.chance(0.5) ? { slope: 0.3 } : {}),
  prelu: (random) => ({
    ...(random.chance(0.2) && { slope_initializer: random.pick(INITIALIZERS) }),
    ...(random.chance(0.15) && { trainable: false }),
  }),
  elu: (random) => (random.chance(0.5) ? { alpha: 0.7 } : {}),
  selu: none,
  celu: (random) => (random.chance(0.5) ? { alpha: 0.7 } : {}),
  gelu: (random) => (random.chance(0.5) ? { approximate: 'tanh' } : {}),
  silu: none,
  mish: none,
  softplus: none,
  sigmoid: none,
  hard_sigmoid: none,
  hard_swish: none,
  tanh: none,
  softsign: none,
  clip: (random) => random.pick([{ minimum: -0.5 }, { maximum: 0.5 }, { minimum: -0.5, maximum: 0.75 }]),
  softmax: (random, shape) => ({ axis: anyAxis(random, shape) }),
  log_softmax: (random, shape) => ({ axis: anyAxis(random, shape) }),
  abs: none,
  scale: (random) => ({ factor: random.pick([0.2, -1.5, 3]) }),
  layer_scale: (random) => ({ initial: 0.5, ...(random.chance(0.15) && { trainable: false }) }),
  concat: (random, shape) => (random.chance(0.4) ? { axis: random.pick(axesOfRank(shape.length)) } : {}),
  add: none,
  subtract: none,
  multiply: none,
  maximum: none,
};
