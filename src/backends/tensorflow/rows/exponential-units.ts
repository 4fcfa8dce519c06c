import type { Value } from '../graph-builder';
import type { GraphRow } from '../graph-layer';
import {
  add,
  elu as applyElu,
  relu as applyRelu,
  eluGradient,
  greater,
  minimum,
  multiply,
  numberLike,
  scale,
  select,
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
