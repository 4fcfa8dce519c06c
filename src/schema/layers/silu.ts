import { defineLayer } from '../layer';

/** Source: Elfwing, Uchibe and Doya (2018); ONNX Swish. Also called swish. */
export const silu = defineLayer({
  doc: '`x * sigmoid(x)` of each value. Does not change the shape.',
  takes: 'any',
  traits: { elementwise: true, activation: true },
  fields: {},
  infer: (input) => ({ output: input }),
});
