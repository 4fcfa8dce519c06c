import { defineLayer } from '../layer';

/** Source: Bergstra et al., "Quadratic Polynomials Learn Better Image Features" (2009); ONNX Softsign. */
export const softsign = defineLayer({
  doc: '`x / (1 + |x|)` of each value. Other frameworks compute the same. Does not change the shape.',
  takes: 'any',
  traits: { elementwise: true, activation: true },
  fields: {},
  infer: (input) => ({ output: input }),
});
