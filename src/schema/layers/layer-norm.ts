import { channelsOf, product, valuesOf } from '../../dimensions/dimension';
import { flag, number, oneOf } from '../field';
import { defineLayer, type WeightSpec } from '../layer';
import { trainable } from '../weight-fields';

/** Source: Ba, Kiros and Hinton (2016); ONNX LayerNormalization. Uses the biased variance of each sample. */
export const layerNorm = defineLayer({
  doc: 'Layer normalisation: normalises each sample by its own mean and biased variance, in training and inference. Does not change the shape.',
  takes: 'any',
  traits: {
    normalises: (shape, { axes }) => (axes === 'all' ? product(valuesOf(shape)) : channelsOf(shape).value),
  },
  fields: {
    axes: oneOf(['channels', 'all'], {
      doc: '`channels` normalises over the last axis, separately at each position; `all` normalises over all axes together.',
      default: 'channels',
    }),
    epsilon: number({
      doc: 'Added to the variance before taking the square root.',
      exclusiveMinimum: 0,
      default: 0.00001,
    }),
    center: flag({ doc: 'Adds a learned `beta`, initially 0.', default: true }),
    scale: flag({ doc: 'Multiplies by a learned `gamma`, initially 1.', default: true }),
    trainable: trainable(),
  },
  infer(input, { axes, center, scale, trainable }) {
    const shape = axes === 'all' ? valuesOf(input) : [channelsOf(input).value];
    const weight = (type: 'zeros' | 'ones'): WeightSpec => ({ shape, what: 'norm', initializer: { type }, trainable });
    return {
      output: input,
      weights: { ...(scale && { gamma: weight('ones') }), ...(center && { beta: weight('zeros') }) },
      ...(axes === 'all' && { reach: 'all' as const }),
    };
  },
});
