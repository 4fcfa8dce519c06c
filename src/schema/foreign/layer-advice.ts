import { plainWord } from './foreign-word';
import type { Advice } from './section-advice';

const LAST_AXIS = 'remove it: this always works along the last axis, the channels or features';
const DETERMINED = 'remove it: modelc infers it from the layer before';
const ALWAYS_LAST =
  'remove it: in a spec the channels are always last, and each target orders the axes as it needs them';

/** Keys of layers and optimizers. The first row that is for a map counts. */
export const layerAdvice: readonly Advice[] = [
  {
    keys: 'height width target_height target_width',
    among: 'interpolation',
    advise: () => 'write both in one list: `size: [height, width]`',
  },
  { keys: 'sizes', among: 'size', advise: () => 'write `size: [height, width]`, without batch and channels' },
  {
    keys: 'scales scale_factor',
    among: 'size',
    advise: () => 'write `size`, the height and width of the output, or `upsample2d`, which has a `factor`',
  },
  { keys: 'coordinate_transformation_mode half_pixel_centers', among: 'align_corners', advise: coordinates },
  {
    keys: 'size output_size target_size out_size',
    among: 'factor',
    advise: () => 'write `factor`: how many times larger the output is, such as 2',
  },
  {
    keys: 'decay lr_decay',
    among: 'learning_rate',
    advise: () => 'write `schedule` next to `optimizer`, or for a decay of weights, `weight_decay`',
  },
  {
    keys: 'weight_decay',
    among: 'rho',
    advise: () => 'write `kernel_l2` on the layers: half of it is the same',
  },
  {
    keys: 'foreach capturable differentiable jit_compile name',
    among: 'learning_rate',
    advise: () => 'remove it: modelc has no such setting',
  },
  {
    keys: 'use_ema ema_momentum ema_overwrite_frequency loss_scale_factor gradient_accumulation_steps decoupled_weight_decay',
    among: 'learning_rate',
    advise: () => 'remove it: not supported',
  },
  { keys: 'decay moving_average_fraction', among: 'center', advise: () => 'write `momentum`: the share that is kept' },
  {
    keys: 'use_global_stats',
    among: 'momentum',
    advise: () => 'remove it: only training uses the statistics of the batch, and not with `trainable: false`',
  },
  {
    keys: 'beta_initializer gamma_initializer moving_mean_initializer moving_variance_initializer',
    among: 'center',
    advise: () => 'remove it: `beta` starts at 0 and `gamma` at 1',
  },
  { keys: 'normalized_shape', among: 'axes', advise: normalizedShape },
  { keys: 'noise_shape', among: 'rate', advise: () => 'remove it: `dropout` drops each value by itself' },
  {
    keys: 'include_pad exclude_pad exclusive',
    among: 'count_include_pad',
    advise: () => 'write `count_include_pad`: whether cells of padding count',
  },
  { keys: 'global_pooling', among: 'ceil_mode', advise: () => 'write `global_max_pool2d` or `global_avg_pool2d`' },
  { keys: 'round_mode', among: 'ceil_mode', advise: () => 'write `ceil_mode`: the default, `false`, rounds down' },
  { keys: 'pool operation', advise: () => 'remove it: the kind says what is computed' },
  {
    keys: 'groups group',
    among: 'output_padding',
    advise: (value) => groupsOf(value, 'conv2d_transpose'),
  },
  { keys: 'groups group', among: 'multiplier', advise: (value) => groupsOf(value, 'separable_conv2d') },
  {
    keys: 'groups group_id',
    among: 'axis',
    advise: (value) => (value === '1' ? 'remove it' : 'cut the channels by `slice` or `split` before'),
  },
  {
    keys: 'mode',
    among: 'rate',
    advise: (value) => `remove it: ${value === 'batch' ? 'not supported, ' : ''}each sample is dropped by itself`,
  },
  {
    keys: 'output_shape',
    among: 'output_padding',
    advise: () => 'remove it: kernel, stride and padding determine the shape, and `expect` next to the kind checks it',
  },
  {
    keys: 'value constant_value constant_values',
    among: 'padding',
    advise: (value) => `remove it: ${isZero(value) ? '' : 'not supported, '}the cells are zeros`,
  },
  {
    keys: 'axis num_axes filler bias_term bias_filler',
    among: 'factor',
    advise: () => "remove the layer: Caffe's `Scale` after `BatchNorm` is part of `batch_norm`",
  },
  { keys: 'axis', among: 'cropping', advise: () => 'remove it: height and width are cropped' },
  {
    keys: 'crop_width crop_height flip',
    among: 'cropping',
    advise: () => 'remove the layer: modelc trains on the images as they are',
  },
  { keys: 'offset', among: 'cropping', advise: () => 'write `cropping`: the cells to remove on each side' },
  { keys: 'step steps', among: 'start', advise: () => 'remove it: the step is 1, and no other is supported' },
  { keys: 'length size', among: 'start', advise: () => 'write `end`, which is `start` plus this' },
  {
    keys: 'slice_point slice_points split_size_or_sections',
    among: 'start',
    advise: () => 'write one `slice` per part, with `start` and `end`, and `from` next to it',
  },
  { keys: 'reverse', among: 'block', advise: () => 'write `depth_to_space`, the reverse of `space_to_depth`' },
  { keys: 'coeff', advise: () => 'write `scale: { factor: ... }` on the path, before the join' },
  { keys: 'norm_region', among: 'beta', advise: () => 'remove it: windows go across channels' },
  { keys: 'temperature', among: 'axis', advise: () => 'write `scale` by 1 / the temperature before it' },
  { keys: 'keepdims keepdim', among: 'axis', advise: (value) => keepDims(value, 'channels', true) },
  { keys: 'keepdims keepdim', advise: (value) => keepDims(value, '1, 1, channels', false) },
  { keys: 'seed', among: 'rate', advise: () => 'remove it: `seed` in `train` sets all random numbers' },
  {
    keys: 'dilation dilation_rate dilations',
    among: 'ceil_mode',
    advise: () => 'remove it: windows of pools have no dilation',
  },
  { keys: 'k knorm', among: 'beta', advise: () => 'write `bias`: the constant that is added' },
  {
    keys: 'weight_decay',
    among: 'beta1',
    advise: () => 'write `adamw` for `adam`, which has `weight_decay`, or `kernel_l2` on the layers',
  },
  { keys: 'momentum', among: 'beta1', advise: () => 'remove it: `beta1` is the momentum of this optimizer' },
  {
    keys: 'in_channels in_features num_features input_shape input_dim batch_input_shape batch_shape in_planes normalized_shape num_channels input_channels c_in channels_in num_inputs n_in inputs',
    advise: () => DETERMINED,
  },
  { keys: 'data_format layout image_data_format dim_ordering order', advise: () => ALWAYS_LAST },
  {
    keys: 'start_dim end_dim axis end_axis',
    among: 'size',
    advise: () => 'remove it: all but the batch becomes one axis',
  },
  { keys: 'axis dim axes reduction_indices', advise: () => LAST_AXIS },
  { keys: 'padding_mode pad_mode', advise: paddingMode },
  {
    keys: 'inplace in_place dtype device name_scope verbose autocast engine force_nd_im2col stash_type storage_order allowzero noop_with_empty_axes is_test is_training training training_mode blobs stable_prod_grad fused synchronized workspace cudnn_off cudnn_tune scale_train',
    advise: () => 'remove it: modelc has no such setting',
  },
  { keys: 'max_value', advise: largest },
  {
    keys: 'negative_slope',
    advise: (value) =>
      isZero(value) ? 'remove it' : `write \`leaky_relu${value === undefined ? '' : `: { slope: ${value} }`}\``,
  },
  { keys: 'keep_prob', advise: (value) => `write \`rate${keptRate(value)}\`: the rate is 1 - \`keep_prob\`` },
  {
    keys: 'kernel_h kernel_w filter_height filter_width',
    advise: () => 'write both in one list: `kernel: [height, width]`',
  },
  { keys: 'stride_h stride_w stride_x stride_y', advise: () => 'write both in one list: `stride: [height, width]`' },
  {
    keys: 'pads',
    advise: onnxPads,
  },
  {
    keys: 'pad_h pad_w pad_top pad_bottom pad_left pad_right paddings',
    advise: () => 'write `padding: [top, bottom, left, right]`',
  },
  {
    keys: 'batch_normalize batch_norm bn use_bn use_batch_norm normalizer_fn norm_layer norm_cfg',
    advise: () => 'remove it, write `bias: false`, and put `- batch_norm` after the layer',
  },
  {
    keys: 'affine elementwise_affine',
    advise: (value) =>
      value === 'false'
        ? 'write `center: false, scale: false`'
        : 'remove it: `center` and `scale`, whether a `beta` is added and a `gamma` multiplied, are `true` by default',
  },
  { keys: 'track_running_stats', advise: () => 'remove it: running statistics are always kept' },
  {
    keys: 'trans_a trans_b transpose',
    advise: () => 'remove it: the order of its axes belongs to the file of weights',
  },
  {
    keys: 'lr_mult decay_mult param learning_rate stopbackward',
    advise: () => 'remove it: all layers learn at one rate, and `trainable: false` freezes one',
  },
  { keys: 'phase include exclude', advise: () => 'remove it: a spec describes one net, for training and use' },
  {
    keys: 'convolution_param pooling_param inner_product_param dropout_param lrn_param batch_norm_param relu_param config attributes attrs args kwargs',
    advise: () => 'write its entries here, one level higher',
  },
  { keys: 'other', advise: () => 'write `from: [first, second]` next to the kind' },
  { keys: 'bottom bottoms inbound_nodes', advise: () => 'write `from` next to the kind, with the name of the item' },
  { keys: 'top tops', advise: () => 'remove it, and write `name` next to the kind' },
  { keys: 'betas', advise: betas },
  { keys: 'amsgrad dampening centered maximize', advise: () => 'remove it: not supported' },
  { keys: 'momentum', advise: () => 'remove it: only `batch_norm` and some optimizers have a momentum' },
  {
    keys: 'return_sequences return_state go_backwards stateful unroll hidden_size hidden_dim num_layers bidirectional',
    advise: () => 'remove it: it is a setting of recurrent layers',
  },
  {
    keys: 'num_parameters shared_axes channel_shared',
    advise: () => 'remove it: `prelu` has one slope per channel',
  },
  { keys: 'align_corners', advise: () => 'remove it: cells are compared by their centres' },
  { keys: 'return_indices', advise: () => 'remove it: a pool gives only its values' },
  {
    keys: 'kernel_constraint bias_constraint depthwise_constraint pointwise_constraint beta_constraint gamma_constraint alpha_constraint activity_regularizer bias_regularizer beta_regularizer gamma_regularizer alpha_regularizer weight_norm spectral_norm divisor_override renorm virtual_batch_size rms_scaling lora_rank quantization_config recompute_scale_factor antialias antialiasing crop_to_aspect_ratio pad_to_aspect_ratio fill_mode fill_value nearest_mode cubic_coeff_a exclude_outside extrapolation_value keep_aspect_ratio_policy roi propagate_down binary xnor flipped dot rotate sway stretch angle share_index assisted_excitation maxpool_depth dropblock weights_type weights_normalization tree',
    advise: () => 'remove it: not supported',
  },
  {
    keys: 'alpha beta gamma lambd threshold',
    advise: () => 'remove it if it is the default there: this function has no such number',
  },
];

/** `: 0.2` for a probability of 0.8. */
function keptRate(value: string | undefined): string {
  const kept = Number(value);
  return value === undefined || !(kept > 0 && kept <= 1) ? '' : `: ${Number((1 - kept).toFixed(12))}`;
}

function isZero(value: string | undefined): boolean {
  return value !== undefined && Number(value) === 0;
}

function largest(value: string | undefined): string {
  if (value === '6') return 'write `relu6`';
  return `write \`relu6\` for 6, or put \`- clip: { maximum: ${value ?? '...'} }\` after it`;
}

function groupsOf(value: string | undefined, kind: string): string {
  return value === '1'
    ? 'remove it: 1 is the only possible number'
    : `not supported: write \`split\`, and one \`${kind}\` for each path`;
}

/** The shape stays as it is, or needs a reshape. */
function keepDims(value: string | undefined, shape: string, kept: boolean): string {
  if ((value === 'true' || value === '1') === kept) return 'remove it: this is what it does';
  return `remove it, and put \`- reshape: { shape: [${shape}] }\` after it, with the sizes`;
}

function betas(value: string | undefined): string {
  const [first, second] = value?.match(/[\d.]+/g) ?? [];
  return first !== undefined && second !== undefined
    ? `write \`beta1: ${first}, beta2: ${second}\``
    : 'write `beta1` and `beta2`';
}

/** The last axis, or all of them. */
function normalizedShape(value: string | undefined): string {
  return value !== undefined && numbersIn(value).length > 1
    ? 'write `axes: all`, which normalises over all axes'
    : DETERMINED;
}

/** As in ONNX. */
function coordinates(value: string | undefined): string {
  const mode = plainWord(value ?? '');
  if (mode === 'aligncorners') return 'write `align_corners: true`';
  if (/^(?:true|halfpixel|pytorchhalfpixel)$/.test(mode)) return 'remove it: cells are compared by their centres';
  return 'remove it: not supported, cells are compared by their centres';
}

/** All starts, then all ends, as in ONNX, where batch and channels may come first. */
function onnxPads(value: string | undefined): string {
  const cells = numbersIn(value ?? '');
  const half = cells.length / 2;
  const [starts, ends] = [cells.slice(0, half).slice(-2), cells.slice(half).slice(-2)];
  const sides = starts.flatMap((start, index) => [start, ends[index]]);
  if (value === undefined || (sides.length !== 2 && sides.length !== 4) || !Number.isInteger(half))
    return 'write `padding: [top, bottom, left, right]`';
  return `write \`padding: ${new Set(sides).size === 1 ? sides[0] : `[${sides.join(', ')}]`}\``;
}

function numbersIn(list: string): readonly string[] {
  return list.match(/\d+/g) ?? [];
}

/** Zeros are what `padding` adds; anything else is a layer of its own. */
function paddingMode(value: string | undefined): string {
  const mode = value === undefined ? 'reflect' : plainWord(value);
  if (/^(?:zeros?|constant)$/.test(mode)) return 'remove it: `padding` adds zeros';
  return `remove it and \`padding\`, and put \`- pad2d: { padding: ..., mode: ${mode} }\` before the layer`;
}
