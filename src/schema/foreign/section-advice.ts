/** What to do about a key of another framework for which modelc has no key. */
export interface Advice {
  /** The keys, separated by spaces; case, `-` and `_` do not matter. */
  readonly keys: string;
  /** A key of the only maps that it is for, if it is not for all: `height` is a key of `input`. */
  readonly among?: string;
  /** What to do, for the value that was written, if it is a plain one. */
  advise(value: string | undefined): string;
}

/** Keys of the maps that are no layers. */
export const sections = [
  'blocks',
  'preprocess',
  'std',
  'shapes',
  'macs',
  'over',
  'dataset',
  'warmup',
  'every',
  'loss_weight',
  'label_smoothing',
  'params',
];

/** Keys of the maps that are no layers. The first row that is for a map counts. */
export const sectionAdvice: readonly Advice[] = [
  {
    keys: 'weight class_weight pos_weight ignore_index margin delta',
    among: 'label_smoothing',
    advise: () => 'remove it: all classes and samples have the same weight',
  },
  {
    keys: 'from_logits logits',
    among: 'label_smoothing',
    advise: () => 'remove it: the loss always takes the scores before softmax',
  },
  {
    keys: 'reduction size_average reduce',
    among: 'label_smoothing',
    advise: () => 'remove it: a loss is the mean over the batch',
  },
  {
    keys: 'outputs output returns return result',
    among: 'params',
    advise: () => 'remove it: the result of a block is the value of its last item',
  },
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
    keys: 'input_shape batch_input_shape input_dim dims dimensions sizes',
    among: 'preprocess',
    advise: () => 'write the sizes by name, such as `height`, `width` and `channels`, or `shape: [28, 28, 1]`',
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
    keys: 'input_shape input_size input_dim input_features image_size image_shape shape',
    among: 'blocks',
    advise: () => 'write `input`, such as `input: { height: 28, width: 28, channels: 1 }`',
  },
  {
    keys: 'outputs output output_features',
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
    keys: 'hyperparameters hyperparams hparams config cfg settings',
    among: 'blocks',
    advise: () => 'put values for expressions into `let`, and settings of training into `train`',
  },
  {
    keys: 'preprocess preprocessing transform transforms normalize normalization augmentation',
    among: 'blocks',
    advise: () => 'write `preprocess` in `input`, with `mean` and `std`, for values from 0 to 1',
  },
  {
    keys: 'scales depth_multiple width_multiple',
    among: 'blocks',
    advise: () => 'put the number into `let`, and multiply by it in expressions',
  },
  {
    keys: 'model_type combiner backend class_name framework',
    among: 'blocks',
    advise: () => 'remove it: modelc has no such setting',
  },
  {
    keys: 'nc num_classes classes n_classes',
    among: 'blocks',
    advise: () => 'remove it: the last layer has one unit per class, such as `- dense: { units: 10 }`',
  },
  {
    keys: 'version format schema format_version ir_version',
    among: 'blocks',
    advise: () => 'remove it: the version of the language is `modelc: 1`',
  },
  {
    keys: 'loss criterion objective',
    among: 'loss_weight',
    advise: () => 'remove it: `loss` in `train` is that of all outputs, and `loss_weight` weighs this one',
  },
  {
    keys: 'activation shape classes num_classes units features metrics',
    among: 'loss_weight',
    advise: () => 'remove it: an output is the value of its item as it is',
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
    among: 'start_divisor',
    advise: () => 'write `learning_rate` in `optimizer`: it is the peak of the schedule',
  },
  {
    keys: 'anneal_strategy cycle_momentum base_momentum max_momentum three_phase last_epoch',
    among: 'start_divisor',
    advise: () => 'remove it: the rate follows two halves of a cosine, and the momentum is constant',
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
    keys: 't_max total_steps max_steps epochs steps_per_epoch eta_min min_lr alpha t_0 t_mult end_learning_rate',
    among: 'warmup',
    advise: () => 'remove it: the schedule ends with the training, at zero or almost zero',
  },
  {
    keys: 'decay_rate',
    among: 'every',
    advise: (value) => `write \`factor${value === undefined ? '' : `: ${value}`}\``,
  },
  { keys: 'decay_steps', among: 'every', advise: () => 'write `every`, with `unit: steps`' },
  { keys: 'staircase last_epoch patience', among: 'every', advise: () => 'remove it: the rate falls in steps' },
  {
    keys: 'decay lr_decay momentum2 delta power scales cos_lr lrf',
    among: 'dataset',
    advise: () => 'write it as a setting of `optimizer` or `schedule`, such as `schedule: cosine`',
  },
  {
    keys: 'eval_batch_size val_batch_size test_batch_size test_iter test_interval evaluate_training_set drop_last pin_memory device deterministic solver_mode snapshot display average_loss debug_info save_every log_every resume initial_epoch steps_per_epoch subdivisions nbs',
    among: 'dataset',
    advise: () => 'remove it: modelc has no such setting; `modelc train --help` shows those of a run',
  },
  {
    keys: 'accumulate_grad_batches gradient_accumulation_steps iter_size ema use_ema',
    among: 'dataset',
    advise: () => 'remove it: not supported',
  },
  {
    keys: 'width height channels imgsz image_size img_size input_size',
    among: 'dataset',
    advise: () => 'remove it: `input` has the size of the images',
  },
  { keys: 'regularization_type', among: 'dataset', advise: () => 'write `kernel_l2` on the layers' },
  { keys: 'dropout', among: 'dataset', advise: () => 'write `- dropout: { rate: ... }` among the layers' },
  {
    keys: 'iterations steps max_iter max_batches num_steps max_steps',
    among: 'dataset',
    advise: () => 'write `epochs`; `modelc train --steps STEPS` stops earlier',
  },
  {
    keys: 'metrics metric',
    among: 'dataset',
    advise: () => 'remove it: loss and accuracy are always reported',
  },
  {
    keys: 'early_stopping early_stop patience callbacks checkpoint checkpoints save_best',
    among: 'dataset',
    advise: () =>
      'remove it: a run trains for all `epochs` and keeps its last weights; Ctrl-C ends it early and keeps them too',
  },
  {
    keys: 'augment augmentation augmentations data_augmentation transforms flip angle saturation exposure hue hsv_h hsv_s hsv_v degrees translate shear mosaic close_mosaic mixup cutmix',
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
    keys: 'class_weight class_weights sample_weight pos_weight',
    among: 'dataset',
    advise: () => 'remove it: all classes have the same weight',
  },
  {
    keys: 'num_workers workers verbose log_interval gpu gpus accelerator amp mixed_precision num_classes classes',
    among: 'dataset',
    advise: () => 'remove it: modelc has no such setting',
  },
];

/** `: 28` for a value that is a number. */
function number(value: string | undefined): string {
  return value !== undefined && /^\d+$/.test(value) ? `: ${value}` : '';
}
