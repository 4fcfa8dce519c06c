import type { ForeignWord } from './foreign-word';

const TAKES_SCORES = 'it takes the scores before the activation, so remove that';
const TRUNCATED = 'it is truncated at two standard deviations';
const IDX = 'save it as idx files and write `dataset: { idx: FOLDER }`';

const initializers: readonly ForeignWord[] = [
  { is: 'glorot_uniform', names: 'xavier_uniform' },
  { is: 'glorot_uniform', names: 'xavier', differs: "Caffe's `xavier` is `lecun_uniform`" },
  { is: 'glorot_normal', names: 'xavier_normal', differs: TRUNCATED },
  { is: 'he_uniform', names: 'kaiming_uniform' },
  { is: 'he_normal', names: 'kaiming_normal msra', differs: TRUNCATED },
  { is: 'glorot_uniform', names: 'glorot', differs: 'or `glorot_normal`' },
  { is: 'he_normal', names: 'he kaiming', differs: 'or `he_uniform`' },
  { is: 'lecun_normal', names: '' },
  { is: 'lecun_uniform', names: '' },
  { is: 'lecun_normal', names: 'lecun', differs: 'or `lecun_uniform`' },
  { is: 'normal', names: 'random_normal gaussian', instead: 'write it with its number, such as `{ normal: 0.01 }`' },
  {
    is: 'truncated_normal',
    names: 'trunc_normal',
    instead: 'write it with its number, such as `{ truncated_normal: 0.01 }`',
  },
  { is: 'uniform', names: 'random_uniform', instead: 'write it with its number, such as `{ uniform: 0.05 }`' },
  { is: 'zeros', names: 'zero' },
  { is: 'ones', names: 'one' },
  { is: 'constant', names: 'fill', instead: 'write it with its number, such as `{ constant: 0.1 }`' },
  {
    is: 'orthogonal',
    names: 'identity eye dirac sparse variance_scaling positive_unitball bilinear',
    instead: 'the nearest is `glorot_normal`',
  },
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
  filters: [
    {
      is: 'max_pool2d',
      names: 'M pool maxpool',
      instead:
        'write one `repeat` per stage, and `- max_pool2d: { kernel: 2 }` after it: lists of filters have no pools',
    },
  ],
  approximate: [
    { is: 'tanh', names: 'true' },
    { is: 'none', names: 'false' },
  ],
  axis: [{ is: 'channels', names: 'features' }],
  kernel_initializer: initializers,
  bias_initializer: initializers,
  slope_initializer: initializers,
  loss: [
    {
      is: 'softmax_cross_entropy',
      names:
        'categorical_crossentropy sparse_categorical_crossentropy cross_entropy crossentropy CrossEntropyLoss SoftmaxWithLoss softmax_cross_entropy_with_logits SoftmaxCrossEntropyLoss softmax ce xent LinearCrossEntropy LinearCrossEntropyLoss',
      differs: TAKES_SCORES,
    },
    {
      is: 'softmax_cross_entropy',
      names:
        'NLLLoss NLLLoss2d nll_loss nll negative_log_likelihood NegativeLogLikelihoodLoss log_loss MultinomialLogisticLoss',
      differs: 'it takes the scores before the `log_softmax`',
    },
    {
      is: 'binary_cross_entropy',
      names:
        'binary_crossentropy BCELoss BCE BCEWithLogitsLoss binary_cross_entropy_with_logits sigmoid_cross_entropy sigmoid_cross_entropy_with_logits sigmoid binary SigmoidCrossEntropyLoss MultiLabelSoftMarginLoss',
      differs: TAKES_SCORES,
    },
    { is: 'mean_squared_error', names: 'mse MSELoss l2 l2_loss' },
    {
      is: 'mean_squared_error',
      names: 'EuclideanLoss',
      differs: "it is the mean of the squares, and Caffe's EuclideanLoss half their sum",
    },
    {
      is: 'mean_absolute_error',
      names:
        'mae rmse root_mean_squared_error L1Loss l1 huber SmoothL1 SmoothL1Loss HuberLoss logcosh log_cosh GaussianNLLLoss mean_absolute_percentage_error mape mean_squared_logarithmic_error msle',
      instead: 'the nearest is `mean_squared_error`',
    },
    {
      is: 'hinge',
      names:
        'squared_hinge categorical_hinge HingeLoss HingeEmbeddingLoss MultiMarginLoss SoftMarginLoss MultiLabelMarginLoss InfogainLoss AdaptiveLogSoftmaxWithLoss focal focal_loss SigmoidFocalLoss binary_focal_crossentropy categorical_focal_crossentropy categorical_generalized_cross_entropy dice dice_loss DiceLoss tversky kl_div KLDivLoss kullback_leibler_divergence kl_divergence poisson PoissonNLLLoss CTCLoss ctc ctc_loss',
      instead: 'the nearest are `softmax_cross_entropy` and `binary_cross_entropy`',
    },
    {
      is: 'triplet',
      names:
        'TripletMarginLoss TripletMarginWithDistanceLoss TripletLoss cosine_similarity CosineEmbeddingLoss MarginRankingLoss contrastive ContrastiveLoss circle MultiBoxLoss',
      instead: 'a loss compares one output with the classes of the data set',
    },
  ],
  optimizer: [
    { is: 'sgd', names: 'GradientDescent' },
    { is: 'sgd', names: 'momentum nesterov momentum_sgd', differs: 'its settings `momentum` and `nesterov` do this' },
    { is: 'adam', names: '' },
    { is: 'adamw', names: '', differs: "Keras' default is `weight_decay: 0.004`" },
    {
      is: 'rmsprop',
      names: '',
      differs:
        'write its settings: PyTorch has `learning_rate: 0.01, rho: 0.99, epsilon: 0.00000001` by default, and Keras `learning_rate: 0.001, epsilon: 0.0000001`',
    },
    { is: 'adagrad', names: 'adadelta', instead: 'the nearest is `rmsprop`' },
    {
      is: 'nadam',
      names:
        'adamax amsgrad RAdam SparseAdam Lion lamb adafactor AdaBelief AdaBound Yogi Novograd Ranger Lookahead Sophia',
      instead: 'the nearest are `adam` and `adamw`',
    },
    { is: 'lbfgs', names: 'ftrl lars rprop asgd muon', instead: 'the nearest is `sgd`' },
  ],
  schedule: [
    {
      is: 'step',
      names: 'StepLR MultiStepLR steps multistep piecewise piecewise_constant PiecewiseConstantDecay',
      differs: 'its settings are `every`, `unit` and `factor`',
    },
    {
      is: 'step',
      names: 'exponential exp ExponentialLR ExponentialDecay',
      differs: 'its settings are `every: 1`, `unit: epochs` and the `factor`',
    },
    { is: 'cosine', names: 'CosineAnnealingLR CosineDecay cosine_annealing' },
    { is: 'one_cycle', names: '' },
    {
      is: 'one_cycle',
      names: 'OneCycleLR 1cycle',
      differs: 'the momentum is constant, as in PyTorch with `cycle_momentum=False`',
    },
    { is: 'warmup_cosine', names: 'cosine_with_warmup cosine_warmup' },
    {
      is: 'warmup_cosine',
      names: 'warmup linear_warmup constant_with_warmup warmup_stable_decay inverse_sqrt noam',
      differs: 'half a cosine follows the linear rise',
    },
    { is: 'constant', names: 'fixed none' },
    {
      is: 'linear',
      names: 'LinearLR ConstantLR poly polynomial PolynomialLR PolynomialDecay inv InverseTimeDecay sigmoid sig',
      instead: 'the nearest is `cosine`',
    },
    {
      is: 'reduce_on_plateau',
      names:
        'ReduceLROnPlateau plateau CyclicLR triangular CosineAnnealingWarmRestarts CosineDecayRestarts cosine_with_restarts cosine_with_min_lr LambdaLR MultiplicativeLR ChainedScheduler SequentialLR LearningRateScheduler',
      instead: 'the nearest are `step` and `cosine`',
    },
  ],
  dataset: [
    { is: 'mnist', names: '' },
    { is: 'fashion_mnist', names: 'emnist kmnist', instead: 'it is a folder of idx files: `dataset: { idx: FOLDER }`' },
    { is: 'cifar10', names: 'cifar100 imagenet svhn stl10 coco', instead: IDX },
  ],
};
