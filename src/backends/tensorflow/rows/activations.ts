import type { GraphBuilder, Value } from '../graph-builder';
import type { GraphRow, Lowered } from '../graph-layer';
import {
  add,
  elu as applyElu,
  relu as applyRelu,
  relu6 as applyRelu6,
  sigmoid as applySigmoid,
  softmax as applySoftmax,
  tanh as applyTanh,
  eluGradient,
  errorFunction,
  exponential,
  greater,
  minimum,
  multiply,
  negate,
  numberLike,
  relu6Gradient,
  reluGradient,
  scale,
  select,
  shift,
  sigmoidGradient,
  square,
  subtract,
  tanhGradient,
} from '../ops/arithmetic';
import { sum } from '../ops/reduce';
import { float, type } from '../proto/attribute';

/** An elementwise function, and its gradient from its output and the upstream gradient. */
function pointwise(output: Value, gradientOf: (gradient: Value) => Value): Lowered {
  return { output, backward: (gradient) => ({ inputs: [gradientOf(gradient)] }) };
}

/** The gradient uses the output, so that the input need not be kept, unless a pass chose otherwise. */
export const relu: GraphRow<'relu'> = ({ g, x, choices: { gradientByInput } }) => {
  const output = applyRelu(g, x);
  return pointwise(output, (gradient) => reluGradient(g, gradient, gradientByInput ? x : output));
};

/** The gradient at 0 and at 6 is 0. */
export const relu6: GraphRow<'relu6'> = ({ g, x }) => {
  const output = applyRelu6(g, x);
  return pointwise(output, (gradient) => relu6Gradient(g, gradient, output));
};

/** The gradient at 0 is the slope. It uses the output, which is above 0 where the input is, so that the input need not be kept. */
export const leakyRelu: GraphRow<'leaky_relu'> = ({ g, x, attributes }) => {
  const settings = { T: type(x.type), alpha: float(attributes.slope) };
  const output = g.add('LeakyRelu', [x], settings);
  return pointwise(output, (gradient) => g.add('LeakyReluGrad', [gradient, output], settings));
};

/** TensorFlow's has an alpha of 1; the part below 0 is then scaled. */
export const elu: GraphRow<'elu'> = ({ g, x, attributes: { alpha } }) => {
  const plain = applyElu(g, x);
  if (alpha === 1) return pointwise(plain, (gradient) => eluGradient(g, gradient, plain));
  const zero = numberLike(g, x, 0);
  const output = add(g, applyRelu(g, x), scale(g, minimum(g, plain, zero), alpha));
  const factor = (): Value => select(g, greater(g, x, zero), numberLike(g, x, 1), numberLike(g, x, alpha));
  return pointwise(output, (gradient) => multiply(g, eluGradient(g, gradient, plain), factor()));
};

export const gelu: GraphRow<'gelu'> = ({ g, x, attributes: { approximate } }) => {
  const { share, density } = approximate === 'tanh' ? roughNormal(g, x) : exactNormal(g, x);
  return pointwise(multiply(g, x, share), (gradient) =>
    multiply(g, gradient, add(g, share, multiply(g, x, density()))),
  );
};

/** The cumulative normal distribution of each value, and its derivative. */
interface Normal {
  readonly share: Value;
  density(): Value;
}

function exactNormal(g: GraphBuilder, x: Value): Normal {
  return {
    share: scale(g, shift(g, errorFunction(g, scale(g, x, Math.SQRT1_2)), 1), 0.5),
    density: () => scale(g, exponential(g, scale(g, square(g, x), -0.5)), 1 / Math.sqrt(2 * Math.PI)),
  };
}

/** Source: Hendrycks and Gimpel (2016): (1 + tanh(sqrt(2 / pi) * (x + 0.044715 * x^3))) / 2. */
function roughNormal(g: GraphBuilder, x: Value): Normal {
  const [cubic, steep] = [0.044715, Math.sqrt(2 / Math.PI)];
  const squares = square(g, x);
  const inner = multiply(g, scale(g, x, steep), shift(g, scale(g, squares, cubic), 1));
  const bent = applyTanh(g, inner);
  return {
    share: scale(g, shift(g, bent, 1), 0.5),
    density: () => tanhGradient(g, bent, scale(g, shift(g, scale(g, squares, 3 * cubic), 1), steep / 2)),
  };
}

export const silu: GraphRow<'silu'> = ({ g, x }) => {
  const share = applySigmoid(g, x);
  const output = multiply(g, x, share);
  return pointwise(output, (gradient) => {
    const rest = multiply(g, output, shift(g, negate(g, share), 1));
    return multiply(g, gradient, add(g, share, rest));
  });
};

export const sigmoid: GraphRow<'sigmoid'> = ({ g, x }) => {
  const output = applySigmoid(g, x);
  return pointwise(output, (gradient) => sigmoidGradient(g, output, gradient));
};

export const tanh: GraphRow<'tanh'> = ({ g, x }) => {
  const output = applyTanh(g, x);
  return pointwise(output, (gradient) => tanhGradient(g, output, gradient));
};

export const softmax: GraphRow<'softmax'> = ({ g, x }) => {
  const output = applySoftmax(g, x);
  return pointwise(output, (gradient) => {
    const along = sum(g, multiply(g, gradient, output), [-1], true);
    return multiply(g, subtract(g, gradient, along), output);
  });
};
