import type { Axis } from '../../dimensions/axis';
import { axesOf, axisOf, channelsOf, type Dimension, type Shape, shownValue } from '../../dimensions/dimension';
import { type Field, type Fields, oneOf } from '../field';
import type { Rule } from '../layer';

const names = ['channels', 'length', 'depth', 'height', 'width'] as const satisfies readonly Axis[];

/** An axis as a spec names it: `channels` is also the features of vectors. */
export type NamedAxis = (typeof names)[number];

/** A field that names an axis, by default the channels. */
export function namedAxis(doc: string): Field<NamedAxis> {
  return oneOf(names, { doc: `${doc} \`channels\` is also the features of vectors.`, default: 'channels' });
}

/** The dimension along the axis that the attribute `axis` names; reports an axis that the value does not have. */
export function dimensionAlong(input: Shape, axis: NamedAxis, rule: Rule<Fields>): Dimension {
  const name = axis === 'channels' ? channelsOf(input).axis : axis;
  // Values with more than four axes have several named `length`, none of which the name tells apart.
  const own = axesOf(input).filter((one, _, all) => all.indexOf(one) === all.lastIndexOf(one));
  if (!own.includes(name)) rule.fail('shape/no-axis', { axis: name, found: shownValue(input), axes: own }, 'axis');
  return axisOf(input, name);
}
