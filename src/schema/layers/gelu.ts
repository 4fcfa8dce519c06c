import { oneOf } from '../field';
import { defineLayer } from '../layer';

/** Source: Hendrycks and Gimpel (2016); ONNX Gelu. */
export const gelu = defineLayer({
  doc: '`x * P(X <= x)` of each value, for a standard normal X. Does not change the shape.',
  takes: 'any',
  traits: { elementwise: true, activation: true },
  fields: {
    approximate: oneOf(['none', 'tanh'], {
      doc: '`none` computes it exactly, with the error function; `tanh` uses the approximation of the paper.',
      default: 'none',
    }),
  },
  infer: (input) => ({ output: input }),
});
