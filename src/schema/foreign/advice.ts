import { plainWord } from './foreign-word';

/** What to do about a key of another framework for which modelc has no key. */
interface Advice {
  /** The keys, separated by spaces; case, `-` and `_` do not matter. */
  readonly keys: string;
  /** A key of the only maps that it is for, if it is not for all: `height` is a key of `input`. */
  readonly among?: string;
  /** What to do, for the value that was written, if it is a plain one. */
  advise(value: string | undefined): string;
}

const LAST_AXIS = 'remove it: this always works along the last axis, the channels or features';
const DETERMINED = 'remove it: modelc infers it from the layer before';
const ALWAYS_LAST =
  'remove it: in a spec the channels are always last, and each target orders the axes as it needs them';

/** The first row that is for a map counts. */
const advice: readonly Advice[] = [
  {
    keys: 'size image_size img_size input_size resolution side',
    among: 'height',
    advise: (value) => `write \`height${number(value)}\` and \`width${number(value)}\``,
  },
  {
    keys: 'batch batch_size batchsize n',
    among: 'height',
    advise: () => 'remove it: sizes are those of one sample, and `batch_size` is a setting of `train`',
  },
  {
    keys: 'dtype type format',
    among: 'height',
    advise: () => 'remove it: all values are 32-bit floating-point numbers',
  },
  {
    keys: 'vocabulary vocab vocab_size vocabulary_size num_embeddings num_tokens max_tokens',
    among: 'height',
    advise: () => 'remove it: modelc has no embeddings; an input has numbers, such as `{ length: 128, channels: 64 }`',
  },
  {
    keys: 'num_classes classes n_classes labels',
    among: 'height',
    advise: () => 'remove it: the last layer has one unit per class, such as `- dense: { units: 10 }`',
  },
  {
    keys: 'mode color_mode colour_mode color colors grayscale',
    among: 'height',
    advise: () => 'write `channels`: 3 for colours, 1 for grey images',
  },
  {
    keys: 'name names',
    among: 'height',
    advise: () => 'remove it: one input is called `input`; to name it, write `inputs: { NAME: { ... } }`',
  },
  {
    keys: 'resize crop center_crop crop_size image_size img_size size interpolation to_tensor flip augment',
    among: 'std',
    advise: () => 'remove it: images are read in the size of the input',
  },
  {
    keys: 'rescale scale divide',
    among: 'std',
    advise: () => 'remove it: values are scaled from 0..255 to 0..1 before `mean` and `std` are used',
  },
  {
    keys: 'size output_size target_size out_size',
    among: 'factor',
    advise: () => 'write `factor`: how many times larger the output is, such as 2',
  },
  {
    keys: 'input_shape input_size input_dim image_size image_shape shape',
    among: 'blocks',
    advise: () => 'write `input`, such as `input: { height: 28, width: 28, channels: 1 }`',
  },
  {
    keys: 'outputs output',
    among: 'blocks',
    advise: () =>
      'mark the item instead: `output: { name: ... }` next to its kind; by default, the last value is the output',
  },
  {
    keys: 'head heads neck tail classifier encoder decoder',
    among: 'blocks',
    advise: () => 'put its items into `layers`, which is one list from the input to the output',
  },
  {
    keys: 'dataset data loss optimizer optim schedule scheduler epochs batch_size batch lr learning_rate seed precision',
    among: 'blocks',
    advise: () => 'settings of training are below `train`, such as `train: { dataset: mnist, epochs: 3 }`',
  },
  {
    keys: 'hyperparameters hyperparams hparams config settings',
    among: 'blocks',
    advise: () => 'put values for expressions into `let`, and settings of training into `train`',
  },
  {
    keys: 'version format schema format_version ir_version',
    among: 'blocks',
    advise: () => 'remove it: the version of the language is `modelc: 1`',
  },
  {
    keys: 'shape output_shape out_shape expected_shape size',
    among: 'expect',
    advise: () => 'write `expect: { shape: [...] }`: shapes are inferred, and what is expected is checked',
  },
  {
    keys: 'repeat times count n number depth',
    among: 'expect',
    advise: () => 'put the item into a repeat: `repeat: { times: 3, layers: [...] }`',
  },
  {
    keys: 'residual skip shortcut skip_connection identity',
    among: 'expect',
    advise: () => 'write `branch: { main: [...], skip: [] }` with the layer in `main`, and `- add` after it',
  },
  {
    keys: 'to next outputs output_to goes_to',
    among: 'expect',
    advise: () => 'write `from` on the layer that takes the value',
  },
  {
    keys: 'output outputs output_shape shape height width channels features',
    among: 'shapes',
    advise: () => 'write `shapes: { NAME: [...] }`, or `expect: { shape: [...] }` next to the item',
  },
  {
    keys: 'trainable trainable_parameters trainable_params',
    among: 'height',
    advise: () => 'write `parameters`, which counts all; only `expect` at the top has `trainable`',
  },
  {
    keys: 'lr max_lr base_lr learning_rate initial_lr peak',
    among: 'warmup',
    advise: () => 'write `learning_rate` in `optimizer`: it is the peak of the schedule',
  },
  {
    keys: 'lr max_lr base_lr learning_rate initial_lr peak',
    among: 'every',
    advise: () => 'write `learning_rate` in `optimizer`: the schedule starts with it',
  },
  {
    keys: 'iterations steps max_iter num_steps max_steps',
    among: 'dataset',
    advise: () => 'write `epochs`; `modelc train --steps STEPS` stops earlier',
  },
  {
    keys: 'metrics metric',
    among: 'dataset',
    advise: () => 'remove it: loss and accuracy are always reported',
  },
  {
    keys: 'early_stopping patience callbacks checkpoint checkpoints save_best',
    among: 'dataset',
    advise: () =>
      'remove it: a run trains for all `epochs` and keeps its last weights; Ctrl-C ends it early and keeps them too',
  },
  {
    keys: 'augment augmentation augmentations data_augmentation transforms flip',
    among: 'dataset',
    advise: () => 'remove it: modelc trains on the images as they are',
  },
  {
    keys: 'validation_split val_split validation validation_data val_data test_split test_size',
    among: 'dataset',
    advise: () => 'remove it: `modelc train --validate IMAGES` holds out that many images',
  },
  {
    keys: 'shuffle',
    among: 'dataset',
    advise: () => 'remove it: every epoch has an order of its own, which `seed` sets',
  },
  {
    keys: 'num_workers workers verbose log_interval gpu gpus accelerator amp mixed_precision num_classes classes',
    among: 'dataset',
    advise: () => 'remove it: modelc has no such setting',
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

/** `: 28` for a value that is a number. */
function number(value: string | undefined): string {
  return value !== undefined && /^\d+$/.test(value) ? `: ${value}` : '';
}

const rowsByKey = new Map<string, readonly Advice[]>();
for (const row of advice) {
  for (const key of row.keys.split(' ').map(plainWord)) rowsByKey.set(key, [...(rowsByKey.get(key) ?? []), row]);
}

/** What to do about a key, and its value if that is plain, where certain keys are known; undefined if the table does not have it. */
export function advise(key: string, value: string | undefined, known: readonly string[]): string | undefined {
  const rows = rowsByKey.get(plainWord(key)) ?? [];
  return rows.find(({ among }) => among === undefined || known.includes(among))?.advise(value);
}
