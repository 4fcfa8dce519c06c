import { positionOf } from '../../../dimensions/axis';
import { entry } from '../../../dimensions/dimension';
import { slicedCells } from '../../../dimensions/slice';
import { type LiveRow, unary } from '../live-layer';

export const slice: LiveRow<'slice'> = ({ tf, attributes: { axis, ...ends }, inputs: [shape = []] }) => {
  const at = positionOf(axis, shape.length);
  const { start, end } = slicedCells(entry(shape, at), ends);
  const begin = [0, ...shape.map((_, index) => (index === at ? start : 0))];
  const size = [-1, ...shape.map((all, index) => (index === at ? end - start : all))];
  return unary((input) => tf.slice(input, begin, size));
};

export const crop2d: LiveRow<'crop2d'> = ({ tf, attributes: { cropping }, output }) => {
  const begin = [0, ...cropping.map(([before]) => before), 0];
  return unary((input) => tf.slice(input, begin, [-1, ...output]));
};
