import type { ForeignWord } from './foreign-word';

const TAKES_SCORES = 'it takes the scores before the activation, so remove that';
const TRUNCATED = 'it is truncated at two standard deviations';
const IDX = 'save it as idx files and write `dataset: { idx: FOLDER }`';

const initializers: readonly ForeignWord[] = [
  { is: 'glorot_uniform', names: 'xavier_uniform xavier' },
  { is: 'glorot_normal', names: 'xavier_normal', differs: TRUNCATED },
  { is: 'he_uniform', names: 'kaiming_uniform' },
  { is: 'he_normal', names: 'kaiming_normal msra', differs: TRUNCATED },
  { is: 'normal', names: 'random_normal gaussian' },
  { is: 'truncated_normal', names: 'trunc_normal' },
  { is: 'uniform', names: 'random_uniform' },
  { is: 'zeros', names: 'zero' },
  { is: 'ones', names: 'one' },
  { is: 'constant', names: 'fill' },
  { is: 'orthogonal', names: 'identity dirac sparse variance_scaling', instead: 'the nearest is `glorot_normal`' },
];

const interpolations: readonly ForeignWord[] = [
  { is: 'nearest', names: '', instead: '`upsample2d` repeats cells, by whole factors' },
  { is: 'bilinear', names: 'linear' },
  { is: 'bicubic', names: 'cubic', instead: '`resize2d` has it, which takes the `size` of the output' },
  {
    is: 'area',
    names: 'lanczos lanczos3 lanczos5 gaussian mitchellcubic',
    instead: 'the nearest is `bilinear`',
  },
];

/** The words that other frameworks use as values, by the key in modelc. */
export const values: Readonly<Record<string, readonly ForeignWord[]>> = {
  type: [
    { is: 'integer', names: 'int int32 int64 uint long' },
    { is: 'number', names: 'float float32 double real num' },
    { is: 'string', names: 'str text word' },
    { is: 'boolean', names: 'bool flag' },
    { is: 'kind', names: 'layer activation module block' },
    { is: 'list', names: 'array tuple vector sequence' },
  ],
  precision: [
    { is: 'f32', names: 'fp32 float32 float single full' },
    { is: 'bf16', names: 'bfloat16' },
    { is: 'f16', names: 'fp16 float16 half mixed mixed_float16 amp', instead: 'the nearest is `bf16`' },
  ],
  padding: [
    { is: 'same', names: 'same_upper half' },
    { is: 'same_lower', names: '', instead: 'write the cells: `padding: [top, bottom, left, right]`' },
    { is: 'valid', names: 'notset none' },
    { is: 'full', names: '', instead: 'write the cells, one less than the kernel' },
    {
      is: 'reflect',
      names: 'replicate circular symmetric edge constant',
      instead: 'the padding of a layer is zeros: put a `pad2d` with this `mode` before it',
    },
  ],
  interpolation: interpolations,
  mode: [
    { is: 'reflect', names: 'reflection mirror' },
    { is: 'replicate', names: 'edge replication border' },
    { is: 'circular', names: 'wrap' },
    { is: 'constant', names: 'zeros zero', instead: 'write `zero_pad2d`' },
    { is: 'symmetric', names: '', instead: 'the nearest is `reflect`, which does not repeat the cell at the edge' },
  ],
  axis: [{ is: 'channels', names: 'features' }],
  kernel_initializer: initializers,
  bias_initializer: initializers,
  loss: [
    {
      is: 'softmax_cross_entropy',
      names:
        'categorical_crossentropy sparse_categorical_crossentropy cross_entropy crossentropy CrossEntropyLoss SoftmaxWithLoss softmax_cross_entropy_with_logits',
      differs: TAKES_SCORES,
    },
    {
      is: 'softmax_cross_entropy',
      names: 'NLLLoss nll_loss nll',
      differs: 'it takes the scores before the `log_softmax`',
    },
    {
      is: 'binary_cross_entropy',
      names: 'binary_crossentropy BCELoss BCE BCEWithLogitsLoss SigmoidCrossEntropyLoss',
      differs: TAKES_SCORES,
    },
    { is: 'mean_squared_error', names: 'mse MSELoss' },
    {
      is: 'mean_squared_error',
      names: 'EuclideanLoss',
      differs: "it is the mean of the squares, and Caffe's EuclideanLoss half their sum",
    },
    {
      is: 'mean_absolute_error',
      names: 'mae L1Loss l1 huber SmoothL1Loss HuberLoss logcosh log_cosh',
      instead: 'the nearest is `mean_squared_error`',
    },
    {
      is: 'hinge',
      names:
        'squared_hinge categorical_hinge HingeLoss HingeEmbeddingLoss MultiMarginLoss focal focal_loss kl_div KLDivLoss kullback_leibler_divergence kl_divergence poisson PoissonNLLLoss CTCLoss ctc',
      instead: 'the nearest are `softmax_cross_entropy` and `binary_cross_entropy`',
    },
    {
      is: 'triplet',
      names: 'TripletMarginLoss TripletLoss cosine_similarity CosineEmbeddingLoss contrastive',
      instead: 'a loss compares one output with the classes of the data set',
    },
  ],
  optimizer: [
    { is: 'sgd', names: 'GradientDescent' },
    { is: 'sgd', names: 'momentum nesterov', differs: 'its settings `momentum` and `nesterov` do this' },
    { is: 'adam', names: '' },
    { is: 'adamw', names: '' },
    { is: 'rmsprop', names: '' },
    { is: 'adagrad', names: 'adadelta', instead: 'the nearest is `rmsprop`' },
    { is: 'nadam', names: 'adamax amsgrad RAdam Lion lamb adafactor', instead: 'the nearest are `adam` and `adamw`' },
    { is: 'lbfgs', names: 'ftrl lars rprop asgd muon', instead: 'the nearest is `sgd`' },
  ],
  schedule: [
    { is: 'step', names: 'StepLR MultiStepLR', differs: 'its settings are `every`, `unit` and `factor`' },
    {
      is: 'step',
      names: 'exponential ExponentialLR ExponentialDecay',
      differs: 'its settings are `every: 1`, `unit: epochs` and the `factor`',
    },
    { is: 'cosine', names: 'CosineAnnealingLR CosineDecay cosine_annealing' },
    { is: 'one_cycle', names: 'OneCycleLR' },
    { is: 'constant', names: 'fixed none' },
    { is: 'linear', names: 'LinearLR poly PolynomialLR PolynomialDecay inv', instead: 'the nearest is `cosine`' },
    {
      is: 'reduce_on_plateau',
      names: 'ReduceLROnPlateau plateau CyclicLR CosineAnnealingWarmRestarts',
      instead: 'the nearest are `step` and `cosine`',
    },
  ],
  dataset: [
    { is: 'fashion_mnist', names: 'emnist kmnist', instead: 'it is a folder of idx files: `dataset: { idx: FOLDER }`' },
    { is: 'cifar10', names: 'cifar100 imagenet svhn stl10 coco', instead: IDX },
  ],
};
