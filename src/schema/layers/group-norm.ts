import { channelsOf, product, valuesOf } from '../../dimensions/dimension';
import { int, number } from '../field';
import { defineLayer } from '../layer';
import { trainable } from '../weight-fields';
import { affineFields, affineWeights } from './channel-weights';

/** Source: Wu and He (2018); ONNX GroupNormalization. Uses the biased variance. */
export const groupNorm = defineLayer({
  doc: 'Group normalisation: normalises each group of neighbouring channels of each sample by its mean and biased variance over all positions, in training and inference. `groups: 1` normalises all channels together. Does not change the shape.',
  takes: 'any',
  traits: { normalises: (shape, { groups }) => product(valuesOf(shape)) / Number(groups) },
  fields: {
    groups: int({ doc: 'Number of groups; must divide the channels.', minimum: 1, default: 32 }),
    epsilon: number({
      doc: 'Added to the variance before taking the square root. Keras has 0.001.',
      exclusiveMinimum: 0,
      default: 0.00001,
    }),
    ...affineFields,
    trainable: trainable(),
  },
  infer(input, attributes, rule) {
    const { groups } = attributes;
    const count = channelsOf(input).value;
    if (count % groups !== 0) rule.fail('shape/groups', { groups, of: 'input channels', count }, 'groups');
    return { output: input, weights: affineWeights(input, attributes), reach: 'all' };
  },
});
