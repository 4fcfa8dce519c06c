import { defineLayer } from '../layer';

/** Source: ONNX Sigmoid. */
export const sigmoid = defineLayer({
  doc: '`1 / (1 + exp(-x))` of each value. Does not change the shape.',
  takes: 'any',
  traits: { elementwise: true, activation: true },
  fields: {},
  infer: (input) => ({ output: input }),
});
