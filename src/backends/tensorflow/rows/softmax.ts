import type { GraphRow } from '../graph-layer';
import {
  logSoftmax as applyLogSoftmax,
  softmax as applySoftmax,
  exponential,
  multiply,
  subtract,
} from '../ops/arithmetic';
import { sum } from '../ops/reduce';
import { pointwise } from './pointwise';

export const softmax: GraphRow<'softmax'> = ({ g, x }) => {
  const output = applySoftmax(g, x);
  return pointwise(output, (gradient) => {
    const along = sum(g, multiply(g, gradient, output), [-1], true);
    return multiply(g, subtract(g, gradient, along), output);
  });
};

export const logSoftmax: GraphRow<'log_softmax'> = ({ g, x }) => {
  const output = applyLogSoftmax(g, x);
  return pointwise(output, (gradient) => {
    const total = sum(g, gradient, [-1], true);
    return subtract(g, gradient, multiply(g, exponential(g, output), total));
  });
};
