import { seluNumbers } from '../../../schema/layers/selu';
import type { GraphRow } from '../graph-layer';
import {
  elu as applyElu,
  selu as applySelu,
  eluGradient,
  greater,
  multiply,
  numberLike,
  scale,
  select,
  shift,
} from '../ops/arithmetic';
import { float, type } from '../proto/attribute';
import { pointwise } from './pointwise';

/** TensorFlow's has an alpha of 1; the part below 0 is then scaled, which is what a leaky ReLU does. */
export const elu: GraphRow<'elu'> = ({ g, x, attributes: { alpha } }) => {
  const plain = applyElu(g, x);
  if (alpha === 1) return pointwise(plain, (gradient) => eluGradient(g, gradient, plain));
  const settings = { T: type(x.type), alpha: float(alpha) };
  return pointwise(g.add('LeakyRelu', [plain], settings), (gradient) =>
    eluGradient(g, g.add('LeakyReluGrad', [gradient, plain], settings), plain),
  );
};

/** The gradient at 0 is that of the values below; that of TensorFlow's own gradient is that of the values above. */
export const selu: GraphRow<'selu'> = ({ g, x }) => {
  const output = applySelu(g, x);
  const { scale: above, alpha } = seluNumbers;
  return pointwise(output, (gradient) => {
    const isAbove = greater(g, x, numberLike(g, x, 0));
    const slope = select(g, isAbove, numberLike(g, x, above), shift(g, output, above * alpha));
    return multiply(g, gradient, slope);
  });
};

export const celu: GraphRow<'celu'> = ({ g, x, attributes: { alpha } }) => {
  const plain = applyElu(g, scale(g, x, 1 / alpha));
  return pointwise(scale(g, plain, alpha), (gradient) => eluGradient(g, gradient, plain));
};
