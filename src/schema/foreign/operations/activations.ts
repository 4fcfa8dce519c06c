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
  {
    is: 'prelu',
    names: 'ParametricReLU',
    differs:
      'it has one slope per channel, initially 0.25; PyTorch has one in all by default, and Keras one per value, initially 0',
  },
  { is: 'rrelu', names: 'RandomizedReLU', instead: 'the nearest is `leaky_relu`, whose slope is a fixed number' },
  { is: 'thresholded_relu', names: 'Threshold', instead: 'the nearest is `relu`' },
  { is: 'leaky_relu6', names: '', instead: 'the nearest are `leaky_relu` and `relu6`' },
  { is: 'crelu', names: 'ConcatReLU', instead: 'join `relu` with `relu` after `scale: { factor: -1 }` by `concat`' },
  { is: 'elu', names: 'ExponentialLinear' },
  { is: 'selu', names: '' },
  { is: 'celu', names: '' },
  { is: 'gelu', names: '' },
  { is: 'silu', names: 'Swish' },
  { is: 'mish', names: '' },
  { is: 'hard_swish', names: 'HSwish Hardswish HardSiLU' },
  { is: 'sigmoid', names: 'Logistic' },
  {
    is: 'hard_sigmoid',
    names: 'HSigmoid Hardsigmoid',
    differs:
      'its slope is 1/6, as in PyTorch and Keras 3; that of ONNX by default, of earlier Keras and of tfjs is 0.2',
  },
  {
    is: 'log_sigmoid',
    names: '',
    instead:
      'for training, leave it out: loss `binary_cross_entropy` takes the scores before it; or write `- scale: { factor: -1 }`, `- softplus` and `- scale: { factor: -1 }`',
  },
  { is: 'tanh', names: 'HyperbolicTangent' },
  { is: 'abs', names: 'Absolute AbsVal' },
  { is: 'clip', names: 'Clamp ClipByValue' },
  { is: 'clip', names: 'Hardtanh hard_tanh hardtan', differs: 'the hard tanh is `clip: { minimum: -1, maximum: 1 }`' },
  { is: 'tanhshrink', names: 'Shrink Softshrink Hardshrink', instead: 'the nearest are `tanh` and `softsign`' },
  { is: 'softplus', names: 'BNLL' },
  { is: 'softsign', names: '' },
  { is: 'softmax', names: 'Softmax2d' },
  { is: 'softmin', names: '', instead: 'write `- scale: { factor: -1 }` and `- softmax`' },
  { is: 'log_softmax', names: '' },
  { is: 'gumbel_softmax', names: 'Hardmax Sparsemax', instead: 'the nearest is `softmax`' },
  { is: 'maxout', names: '', instead: 'the nearest is `relu`' },
  {
    is: 'glu',
    names: 'GatedLinearUnit GEGLU SwiGLU',
    instead: 'write two layers in a `branch`, a `sigmoid` after one of them, and join them by `multiply`',
  },
  { is: 'negative', names: 'Neg', instead: 'write `scale: { factor: -1 }`' },
  { is: 'square', names: '', instead: 'join the value with itself: `multiply` with `from: [a, a]`' },
  {
    is: 'exp',
    names:
      'Exponential Log Sqrt Rsqrt Pow Power FloatPower Reciprocal Erf Sin Cos Tan Sinh Cosh Asin Acos Atan Asinh Acosh Atanh Sign Round Floor Ceil Trunc Lerp Lambda Squareplus SparsePlus SparseSigmoid HardMish Stair Loggy Relie Ramp Plse Lhtan',
    instead: 'modelc has only the functions in `docs/layers.md`',
  },
];
