import type { GraphBuilder, Value } from '../graph-builder';
import type { GraphRow } from '../graph-layer';
import {
  add,
  sigmoid as applySigmoid,
  softplus as applySoftplus,
  softsign as applySoftsign,
  tanh as applyTanh,
  errorFunction,
  exponential,
  multiply,
  negate,
  scale,
  shift,
  sigmoidGradient,
  softplusGradient,
  softsignGradient,
  square,
  tanhGradient,
} from '../ops/arithmetic';
import { pointwise } from './pointwise';

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

export const mish: GraphRow<'mish'> = ({ g, x }) => {
  const share = applyTanh(g, applySoftplus(g, x));
  return pointwise(multiply(g, x, share), (gradient) => {
    const ofShare = tanhGradient(g, share, multiply(g, gradient, x));
    return add(g, multiply(g, gradient, share), softplusGradient(g, ofShare, x));
  });
};

export const softplus: GraphRow<'softplus'> = ({ g, x }) =>
  pointwise(applySoftplus(g, x), (gradient) => softplusGradient(g, gradient, x));

export const sigmoid: GraphRow<'sigmoid'> = ({ g, x }) => {
  const output = applySigmoid(g, x);
  return pointwise(output, (gradient) => sigmoidGradient(g, output, gradient));
};

export const tanh: GraphRow<'tanh'> = ({ g, x }) => {
  const output = applyTanh(g, x);
  return pointwise(output, (gradient) => tanhGradient(g, output, gradient));
};

export const softsign: GraphRow<'softsign'> = ({ g, x }) =>
  pointwise(applySoftsign(g, x), (gradient) => softsignGradient(g, gradient, x));
