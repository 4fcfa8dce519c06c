import { seluNumbers } from '../../../schema/layers/selu';
import type { Value } from '../graph-builder';
import type { GraphRow } from '../graph-layer';
import {
  add,
  elu as applyElu,
  relu as applyRelu,
  selu as applySelu,
  eluGradient,
  greater,
  minimum,
  multiply,
  numberLike,
  scale,
  select,
  shift,
} from '../ops/arithmetic';
import { pointwise } from './pointwise';

/** TensorFlow's has an alpha of 1; the part below 0 is then scaled. */
export const elu: GraphRow<'elu'> = ({ g, x, attributes: { alpha } }) => {
  const plain = applyElu(g, x);
  if (alpha === 1) return pointwise(plain, (gradient) => eluGradient(g, gradient, plain));
  const zero = numberLike(g, x, 0);
  const output = add(g, applyRelu(g, x), scale(g, minimum(g, plain, zero), alpha));
  const factor = (): Value => select(g, greater(g, x, zero), numberLike(g, x, 1), numberLike(g, x, alpha));
  return pointwise(output, (gradient) => multiply(g, eluGradient(g, gradient, plain), factor()));
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
