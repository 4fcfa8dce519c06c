import type { Dimension, Shape } from '../../dimensions/dimension';
import type { Fields } from '../field';
import type { Inference, Reach, Rule } from '../layer';
import { dimensionAlong, type NamedAxis, namedAxis } from './named-axis';

/** The attributes of kinds that combine all cells along one axis. */
export const reduceFields = { axis: namedAxis('The axis that is reduced to size 1.') };

/** A value whose axis has size 1; a position of it depends on all cells along the axis. */
export function reduceAlong(input: Shape, named: NamedAxis, rule: Rule<Fields>): Inference {
  const size = dimensionAlong(input, named, rule);
  const { axis, value } = size;
  const reduced: Dimension = value === 1 ? size : rule.derive(axis, 1, `${value} / ${value}`, [size]);
  const reach: Reach = axis === 'channels' || axis === 'features' ? {} : { [axis]: { extent: value, stride: value } };
  return { output: input.map((one) => (one === size ? reduced : one)), reach };
}
