import { defineLayer } from '../layer';

/** Source: ONNX Tanh. */
export const tanh = defineLayer({
  doc: 'The hyperbolic tangent of each value. Does not change the shape.',
  takes: 'any',
  traits: { elementwise: true, activation: true },
  fields: {},
  infer: (input) => ({ output: input }),
});
