import { defineLayer } from '../layer';
import { dimensionAlong, namedAxis } from './named-axis';

/** Source: ONNX Softmax. */
export const softmax = defineLayer({
  doc: '`exp(x)` divided by its sum along an axis, so that the results along it are positive and sum to 1. Does not change the shape.',
  takes: 'any',
  traits: { activation: true, distribution: 'shares' },
  fields: { axis: namedAxis('The axis of the sum.') },
  infer(input, { axis }, rule) {
    dimensionAlong(input, axis, rule);
    return { output: input };
  },
});
