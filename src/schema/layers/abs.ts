import { defineLayer } from '../layer';

/** Source: ONNX Abs. */
export const abs = defineLayer({
  doc: 'The absolute value of each value, as for the distance of two values after `subtract`; the gradient at 0 is 0. Does not change the shape.',
  takes: 'any',
  traits: { elementwise: true },
  fields: {},
  infer: (input) => ({ output: input }),
});
