import { int, number } from '../field';
import { defineLayer } from '../layer';

/**
 * Source: Krizhevsky, Sutskever and Hinton (2012), section 3.3; ONNX LRN, whose alpha is for the whole window. TensorFlow's
 * alpha is this one divided by `size`.
 */
export const lrn = defineLayer({
  doc: 'Local response normalisation: each value divided by `(bias + alpha / size * sum of squares of size neighbouring channels) ^ beta`. Does not change the shape.',
  takes: ['image'],
  fields: {
    size: int({
      doc: 'Channels of the window, centred on the value; must be odd.',
      minimum: 1,
      default: 5,
    }),
    alpha: number({ doc: 'Weight of the mean of squares.', minimum: 0, default: 0.0001 }),
    beta: number({ doc: 'Power of the divisor.', minimum: 0, default: 0.75 }),
    bias: number({ doc: 'Added before the power.', exclusiveMinimum: 0, default: 1 }),
  },
  infer(input, { size }, rule) {
    if (size % 2 === 0) rule.fail('shape/even-window', { size }, 'size');
    return { output: input };
  },
});
