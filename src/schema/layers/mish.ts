import { defineLayer } from '../layer';

/** Source: Misra, "Mish: A Self Regularized Non-Monotonic Activation Function" (2019); ONNX Mish. */
export const mish = defineLayer({
  doc: '`x * tanh(log(1 + exp(x)))` of each value. Other frameworks compute the same. Does not change the shape.',
  takes: 'any',
  traits: { elementwise: true, activation: true },
  fields: {},
  infer: (input) => ({ output: input }),
});
