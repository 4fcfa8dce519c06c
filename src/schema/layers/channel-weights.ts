import { channelsOf, type Shape } from '../../dimensions/dimension';
import { flag } from '../field';
import type { WeightSpec } from '../layer';

/** Attributes of norms that scale and shift what they normalised. */
export const affineFields = {
  center: flag({ doc: 'Adds a learned `beta` per channel, initially 0.', default: true }),
  scale: flag({ doc: 'Multiplies by a learned `gamma` per channel, initially 1.', default: true }),
};

interface AffineAttributes {
  readonly center: boolean;
  readonly scale: boolean;
  readonly trainable: boolean;
}

/** The weights for these attributes: one number per channel each. */
export function affineWeights(
  input: Shape,
  { center, scale, trainable }: AffineAttributes,
): Readonly<Record<string, WeightSpec>> {
  const shape = [channelsOf(input).value];
  const weight = (type: 'zeros' | 'ones'): WeightSpec => ({ shape, what: 'norm', initializer: { type }, trainable });
  return { ...(scale && { gamma: weight('ones') }), ...(center && { beta: weight('zeros') }) };
}
