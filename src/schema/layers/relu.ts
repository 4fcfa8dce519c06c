import { defineLayer } from '../layer';

/** Source: ONNX Relu. */
export const relu = defineLayer({
  doc: '`max(x, 0)` of each value; the gradient at 0 is 0. Does not change the shape.',
  takes: 'any',
  traits: { elementwise: true, activation: true, monotone: true },
  fields: {},
  infer: (input) => ({ output: input }),
});
