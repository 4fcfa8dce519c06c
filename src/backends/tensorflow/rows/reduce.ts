import { positionOf } from '../../../dimensions/axis';
import { entry } from '../../../dimensions/dimension';
import type { GraphRow } from '../graph-layer';
import { multiply, scale } from '../ops/arithmetic';
import { broadcastTo } from '../ops/layout';
import { firstLargest, largest, mean } from '../ops/reduce';

export const reduceMean: GraphRow<'reduce_mean'> = ({ g, x, shape, attributes: { axis } }) => {
  const at = positionOf(axis, shape.length);
  return {
    output: mean(g, x, [at + 1], true),
    backward: (gradient) => ({ inputs: [broadcastTo(g, scale(g, gradient, 1 / entry(shape, at)), g.shapeOf(x))] }),
  };
};

export const reduceMax: GraphRow<'reduce_max'> = ({ g, x, shape, attributes: { axis } }) => {
  const at = positionOf(axis, shape.length);
  return {
    output: largest(g, x, [at + 1], true),
    backward: (gradient) => ({ inputs: [multiply(g, gradient, firstLargest(g, x, at + 1, entry(shape, at)))] }),
  };
};
