import { defineLayer } from '../layer';

/** Source: ONNX Tanh. */
export const tanh = defineLayer({
  doc: 'The hyperbolic tangent of each value. The shape stays.',
  takes: 'any',
  traits: { elementwise: true, activation: true },
  fields: {},
  infer: (input) => ({ output: input }),
});
