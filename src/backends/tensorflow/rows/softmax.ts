import type { GraphRow } from '../graph-layer';
import { softmax as applySoftmax, multiply, subtract } from '../ops/arithmetic';
import { sum } from '../ops/reduce';
import { pointwise } from './pointwise';

export const softmax: GraphRow<'softmax'> = ({ g, x }) => {
  const output = applySoftmax(g, x);
  return pointwise(output, (gradient) => {
    const along = sum(g, multiply(g, gradient, output), [-1], true);
    return multiply(g, subtract(g, gradient, along), output);
  });
};
