import type { ForeignWord } from '../foreign-word';

/** Functions of single values, and softmax. */
export const activationOperations: readonly ForeignWord[] = [
  { is: 'relu', names: 'Rectified RectifiedLinear ReLULayer' },
  { is: 'relu6', names: '' },
  {
    is: 'leaky_relu',
    names: 'LReLU leaky',
    differs: 'the default `slope` is 0.01, as in PyTorch and ONNX; Keras has 0.3, and Darknet 0.1',
  },
  { is: 'prelu', names: 'ParametricReLU', instead: 'the nearest is `leaky_relu`, whose slope is a fixed number' },
  { is: 'rrelu', names: 'RandomizedReLU', instead: 'the nearest is `leaky_relu`, whose slope is a fixed number' },
  { is: 'thresholded_relu', names: 'Threshold', instead: 'the nearest is `relu`' },
  { is: 'leaky_relu6', names: '', instead: 'the nearest are `leaky_relu` and `relu6`' },
  { is: 'crelu', names: 'ConcatReLU', instead: 'join `relu` with `relu` after `scale: { factor: -1 }` by `concat`' },
  { is: 'elu', names: 'ExponentialLinear' },
  {
    is: 'selu',
    names: '',
    instead: 'write `- elu: { alpha: 1.6732632423543772 }` and `- scale: { factor: 1.0507009873554805 }`',
  },
  { is: 'celu', names: '', instead: 'the nearest is `elu`, which is the same for `alpha: 1`' },
  { is: 'gelu', names: '' },
  { is: 'silu', names: 'Swish' },
  { is: 'mish', names: '', instead: 'the nearest is `silu`' },
  { is: 'hard_swish', names: 'HSwish Hardswish HardSiLU', instead: 'the nearest is `silu`' },
  { is: 'sigmoid', names: 'Logistic' },
  { is: 'hard_sigmoid', names: 'HSigmoid Hardsigmoid', instead: 'the nearest is `sigmoid`' },
  {
    is: 'log_sigmoid',
    names: '',
    instead: 'for training, leave it out: loss `binary_cross_entropy` takes the scores before it',
  },
  { is: 'tanh', names: 'HyperbolicTangent' },
  { is: 'hard_tanh', names: 'Hardtanh Clip Clamp', instead: 'the nearest are `tanh` and `relu6`' },
  { is: 'tanhshrink', names: 'Softshrink Hardshrink', instead: 'the nearest is `tanh`' },
  { is: 'softplus', names: '', instead: 'the nearest are `relu` and `gelu`' },
  { is: 'softsign', names: '', instead: 'the nearest is `tanh`' },
  { is: 'softmax', names: 'Softmax2d' },
  { is: 'softmin', names: '', instead: 'write `- scale: { factor: -1 }` and `- softmax`' },
  {
    is: 'log_softmax',
    names: 'LogSoftmax',
    instead:
      'for training, leave it out: loss `softmax_cross_entropy` takes the scores before it; for probabilities, use `softmax`',
  },
  { is: 'gumbel_softmax', names: 'Hardmax Sparsemax', instead: 'the nearest is `softmax`' },
  { is: 'maxout', names: '', instead: 'the nearest is `relu`' },
  {
    is: 'glu',
    names: 'GatedLinearUnit GEGLU SwiGLU',
    instead: 'write two layers in a `branch`, a `sigmoid` after one of them, and join them by `multiply`',
  },
  {
    is: 'exp',
    names: 'Log Sqrt Pow Power Square Abs Absolute Neg Negative Reciprocal Erf Sin Cos Sign Round Floor Ceil Lambda',
    instead: 'modelc has only the functions in `docs/layers.md`',
  },
];
