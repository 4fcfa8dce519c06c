import { positionOf, swapWithLast } from '../../../dimensions/axis';
import type { GraphBuilder, Value } from '../graph-builder';
import type { GraphLayer, GraphRow } from '../graph-layer';
import {
  logSoftmax as applyLogSoftmax,
  softmax as applySoftmax,
  exponential,
  multiply,
  subtract,
} from '../ops/arithmetic';
import { transpose } from '../ops/layout';
import { sum } from '../ops/reduce';
import { pointwise } from './pointwise';

export const softmax: GraphRow<'softmax'> = (layer) => {
  const { g } = layer;
  const output = alongLastAxis(layer, applySoftmax);
  return pointwise(output, (gradient) => {
    const along = sum(g, multiply(g, gradient, output), [axisOf(layer)], true);
    return multiply(g, subtract(g, gradient, along), output);
  });
};

export const logSoftmax: GraphRow<'log_softmax'> = (layer) => {
  const { g } = layer;
  const output = alongLastAxis(layer, applyLogSoftmax);
  return pointwise(output, (gradient) => {
    const total = sum(g, gradient, [axisOf(layer)], true);
    return subtract(g, gradient, multiply(g, exponential(g, output), total));
  });
};

type Layer = GraphLayer<'softmax'> | GraphLayer<'log_softmax'>;

/** Counted from the batch. */
function axisOf({ attributes: { axis }, shape }: Layer): number {
  return positionOf(axis, shape.length) + 1;
}

/** An operation of TensorFlow that works along the last axis, along any: exchanged before and after. */
function alongLastAxis(
  { g, x, shape, attributes: { axis } }: Layer,
  operation: (g: GraphBuilder, x: Value) => Value,
): Value {
  const order = swapWithLast(axis, shape.length);
  return order ? transpose(g, operation(g, transpose(g, x, order)), order) : operation(g, x);
}
