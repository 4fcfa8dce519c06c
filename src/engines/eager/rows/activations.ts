import type { Tensor } from '@tensorflow/tfjs-core';
import type { Tf } from '../../engine';
import { type LiveRow, unary, withGradient } from '../live-layer';

type Pointwise = (input: Tensor) => Tensor;

/** A function of each value, with its gradient given by input and output, since tfjs differs from the language at the kinks. */
function pointwise(
  tf: Tf,
  of: (input: Tensor) => Tensor,
  slopeOf: (input: Tensor, output: Tensor) => Tensor,
): Pointwise {
  const apply = withGradient(tf, ([x]: [Tensor], save) => {
    const value = of(x);
    save([x, value]);
    const gradFunc = (dy: Tensor, [input, output]: Tensor[]) => tf.mul(dy, slopeOf(input as Tensor, output as Tensor));
    return { value, gradFunc };
  });
  return (input) => apply(input);
}

const number = (tf: Tf, mask: Tensor): Tensor => tf.cast(mask, 'float32');

/** The gradient at 0 and at 6 is 0. */
function clippedAt6(tf: Tf): Pointwise {
  return pointwise(
    tf,
    (x) => tf.minimum(tf.relu(x), 6),
    (x) => number(tf, tf.logicalAnd(tf.greater(x, 0), tf.less(x, 6))),
  );
}

export const relu6: LiveRow<'relu6'> = ({ tf }) => unary(clippedAt6(tf));

export const hardSigmoid: LiveRow<'hard_sigmoid'> = ({ tf }) => {
  const clipped = clippedAt6(tf);
  return unary((x) => tf.mul(clipped(tf.add(x, 3)), 1 / 6));
};

export const hardSwish: LiveRow<'hard_swish'> = ({ tf }) => {
  const clipped = clippedAt6(tf);
  return unary((x) => tf.mul(x, tf.mul(clipped(tf.add(x, 3)), 1 / 6)));
};

/** The gradient at 0 is the slope. */
export const leakyRelu: LiveRow<'leaky_relu'> = ({ tf, attributes: { slope } }) =>
  unary(
    pointwise(
      tf,
      (x) => tf.add(tf.relu(x), tf.mul(tf.minimum(x, 0), slope)),
      (x) => tf.add(tf.mul(number(tf, tf.greater(x, 0)), 1 - slope), slope),
    ),
  );

/** Where the input is not above 0, the gradient is the output plus alpha. */
function exponentialUnit(tf: Tf, alpha: number): Pointwise {
  return pointwise(
    tf,
    (x) => tf.add(tf.relu(x), tf.mul(tf.expm1(tf.minimum(x, 0)), alpha)),
    (x, y) => {
      const above = number(tf, tf.greater(x, 0));
      return tf.add(above, tf.mul(tf.sub(1, above), tf.add(tf.minimum(y, 0), alpha)));
    },
  );
}

export const elu: LiveRow<'elu'> = ({ tf, attributes: { alpha } }) => unary(exponentialUnit(tf, alpha));

export const celu: LiveRow<'celu'> = ({ tf, attributes: { alpha } }) => {
  const unit = exponentialUnit(tf, 1);
  return unary((x) => tf.mul(unit(tf.div(x, alpha)), alpha));
};

export const gelu: LiveRow<'gelu'> = ({ tf, attributes: { approximate } }) => {
  const exact = (x: Tensor): Tensor => tf.erf(tf.mul(x, Math.SQRT1_2));
  const rough = (x: Tensor): Tensor =>
    tf.tanh(tf.mul(tf.add(x, tf.mul(tf.mul(tf.mul(x, x), x), 0.044715)), Math.sqrt(2 / Math.PI)));
  const share = approximate === 'tanh' ? rough : exact;
  return unary((x) => tf.mul(tf.mul(x, 0.5), tf.add(share(x), 1)));
};

export const silu: LiveRow<'silu'> = ({ tf }) => unary((x) => tf.mul(x, tf.sigmoid(x)));

export const mish: LiveRow<'mish'> = ({ tf }) => unary((x) => tf.mul(x, tf.tanh(tf.softplus(x))));

export const softsign: LiveRow<'softsign'> = ({ tf }) => unary((x) => tf.div(x, tf.add(tf.abs(x), 1)));
