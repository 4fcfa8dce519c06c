import { plainWord } from './foreign-word';
import { type Advice, sectionAdvice, sections } from './section-advice';

const LAST_AXIS = 'remove it: this always works along the last axis, the channels or features';
const DETERMINED = 'remove it: modelc infers it from the layer before';
const ALWAYS_LAST =
  'remove it: in a spec the channels are always last, and each target orders the axes as it needs them';

/** Keys of layers and optimizers. The first row that is for a map counts. */
const layerAdvice: readonly Advice[] = [
  {
    keys: 'size output_size target_size out_size',
    among: 'factor',
    advise: () => 'write `factor`: how many times larger the output is, such as 2',
  },
  { keys: 'decay moving_average_fraction', among: 'center', advise: () => 'write `momentum`: the share that is kept' },
  { keys: 'fused renorm virtual_batch_size', among: 'center', advise: () => 'remove it: not supported' },
  { keys: 'noise_shape', among: 'rate', advise: () => 'remove it: `dropout` drops each value by itself' },
  {
    keys: 'divisor_override exclusive include_pad',
    among: 'count_include_pad',
    advise: () => 'write `count_include_pad`: whether cells of padding count',
  },
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
  { keys: 'axis dim axes reduction_indices', advise: () => LAST_AXIS },
  { keys: 'padding_mode pad_mode', advise: paddingMode },
  {
    keys: 'inplace in_place dtype device name_scope verbose',
    advise: () => 'remove it: modelc has no such setting',
  },
  { keys: 'max_value', advise: () => 'write `relu6` for 6, or put `- clip: { maximum: ... }` after it' },
  { keys: 'negative_slope', advise: () => 'write `leaky_relu`, which has a `slope`' },
  { keys: 'keep_prob', advise: (value) => `write \`rate${keptRate(value)}\`: the rate is 1 - \`keep_prob\`` },
  {
    keys: 'kernel_h kernel_w filter_height filter_width',
    advise: () => 'write both in one list: `kernel: [height, width]`',
  },
  { keys: 'stride_h stride_w', advise: () => 'write both in one list: `stride: [height, width]`' },
  {
    keys: 'pad_h pad_w pads pad_top pad_bottom pad_left pad_right paddings',
    advise: () => 'write `padding: [top, bottom, left, right]`',
  },
  {
    keys: 'batch_normalize batch_norm bn use_bn use_batch_norm normalizer_fn norm_layer',
    advise: () => 'remove it, write `bias: false`, and put `- batch_norm` after the layer',
  },
  {
    keys: 'affine elementwise_affine',
    advise: () => 'write `center` and `scale`: whether a `beta` is added, and a `gamma` multiplied',
  },
  { keys: 'track_running_stats', advise: () => 'remove it: running statistics are always kept' },
  { keys: 'betas', advise: () => 'write `beta1` and `beta2`' },
  { keys: 'amsgrad dampening centered maximize', advise: () => 'remove it: not supported' },
  { keys: 'momentum', advise: () => 'remove it: only `batch_norm` and some optimizers have a momentum' },
  {
    keys: 'return_sequences return_state go_backwards stateful unroll hidden_size hidden_dim num_layers bidirectional',
    advise: () => 'remove it: it is a setting of recurrent layers',
  },
  {
    keys: 'start_dim end_dim',
    among: 'size',
    advise: () => 'remove it: all but the batch becomes one axis',
  },
  {
    keys: 'num_parameters shared_axes',
    advise: () => 'remove it: `prelu` has one slope per channel',
  },
  { keys: 'align_corners', advise: () => 'remove it: cells are compared by their centres' },
  { keys: 'return_indices', advise: () => 'remove it: a pool gives only its values' },
  {
    keys: 'kernel_constraint bias_constraint activity_regularizer bias_regularizer weight_norm',
    advise: () => 'remove it: not supported',
  },
];

/** `: 0.2` for a probability of 0.8. */
function keptRate(value: string | undefined): string {
  const kept = Number(value);
  return value === undefined || !(kept > 0 && kept <= 1) ? '' : `: ${Number((1 - kept).toFixed(12))}`;
}

/** Zeros are what `padding` adds; anything else is a layer of its own. */
function paddingMode(value: string | undefined): string {
  const mode = value === undefined ? 'reflect' : plainWord(value);
  if (/^(?:zeros?|constant)$/.test(mode)) return 'remove it: `padding` adds zeros';
  return `remove it and \`padding\`, and put \`- pad2d: { padding: ..., mode: ${mode} }\` before the layer`;
}

const rowsByKey = new Map<string, readonly Advice[]>();
for (const row of [...sectionAdvice, ...layerAdvice]) {
  for (const key of row.keys.split(' ').map(plainWord)) rowsByKey.set(key, [...(rowsByKey.get(key) ?? []), row]);
}

/** What to do about a key, and its value if that is plain, where certain keys are known; undefined if the table does not have it. */
export function advise(key: string, value: string | undefined, known: readonly string[]): string | undefined {
  const rows = rowsByKey.get(plainWord(key)) ?? [];
  const isOfLayer = !sections.some((one) => known.includes(one));
  return rows.find(({ among }) => (among === undefined ? isOfLayer : known.includes(among)))?.advise(value);
}
