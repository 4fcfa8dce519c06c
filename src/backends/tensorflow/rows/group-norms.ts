import { channelCount, product } from '../../../dimensions/dimension';
import type { Value } from '../graph-builder';
import type { GraphLayer, GraphRow, Lowered } from '../graph-layer';
import { add, inverseRoot, multiply, shift, square, subtract } from '../ops/arithmetic';
import { reshape, reshapeLike } from '../ops/layout';
import { mean, sum } from '../ops/reduce';

export const groupNorm: GraphRow<'group_norm'> = (layer) => normOfGroups(layer, layer.attributes.groups);

/** A group for each channel. */
export const instanceNorm: GraphRow<'instance_norm'> = (layer) => normOfGroups(layer, channelCount(layer.shape));

/** Where a group is in `[batch, places, groups, channels of a group]`. */
const WITHIN = [1, 3];

/** Each group of channels by its own mean and biased variance over all positions, then scaled and shifted by channel. */
function normOfGroups(layer: GraphLayer<'group_norm' | 'instance_norm'>, groups: number): Lowered {
  const { g, x, shape, attributes } = layer;
  const { epsilon, center, scale: scaled } = attributes;
  const channels = channelCount(shape);
  const sizes = [-1, product(shape) / channels, groups, channels / groups];
  const meanOf = (values: Value): Value => mean(g, values, WITHIN, true);
  const grouped = reshape(g, x, sizes);
  const centred = subtract(g, grouped, meanOf(grouped));
  const inverse = inverseRoot(g, shift(g, meanOf(square(g, centred)), epsilon));
  const standard = multiply(g, centred, inverse);
  const rows = reshape(g, standard, [-1, channels]);
  const stretched = scaled ? multiply(g, rows, layer.weight('gamma')) : rows;
  return {
    output: reshapeLike(g, center ? add(g, stretched, layer.weight('beta')) : stretched, x),
    backward: (gradient) => {
      const flat = reshape(g, gradient, [-1, channels]);
      const down = reshape(g, scaled ? multiply(g, flat, layer.weight('gamma')) : flat, sizes);
      // Without what goes through the mean and the variance of a group.
      const along = multiply(g, standard, meanOf(multiply(g, down, standard)));
      const rest = subtract(g, subtract(g, down, meanOf(down)), along);
      return {
        inputs: [reshapeLike(g, multiply(g, rest, inverse), x)],
        weights: {
          ...(scaled && { gamma: sum(g, multiply(g, flat, rows), [0]) }),
          ...(center && { beta: sum(g, flat, [0]) }),
        },
      };
    },
  };
}
