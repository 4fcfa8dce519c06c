import { number, optional } from '../field';
import { defineLayer } from '../layer';

/** Source: ONNX Clip. PyTorch's Hardtanh has no gradient at its bounds, unlike its clamp and this. */
export const clip = defineLayer({
  doc: 'Limits each value to the range from `minimum` to `maximum`; the gradient at both is 1. With -1 and 1 it is the hard tanh. Does not change the shape.',
  takes: 'any',
  traits: { elementwise: true, activation: true },
  fields: {
    minimum: optional(number({ doc: 'Smaller values become it; by default, there is no lower limit.' })),
    maximum: optional(number({ doc: 'Larger values become it; by default, there is no upper limit.' })),
  },
  infer(input, { minimum, maximum }, rule) {
    if (minimum === undefined && maximum === undefined) rule.fail('shape/clip-nothing', {});
    if (minimum !== undefined && maximum !== undefined && minimum >= maximum)
      rule.fail('shape/clip-order', { minimum, maximum }, 'minimum');
    return { output: input };
  },
});
