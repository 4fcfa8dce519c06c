import { oneOf } from '../field';
import { defineLayer } from '../layer';

/** Source: Hendrycks and Gimpel (2016); ONNX Gelu. */
export const gelu = defineLayer({
  doc: '`x * P(X <= x)` of each value, for X of the standard normal distribution. The shape stays.',
  takes: 'any',
  traits: { elementwise: true, activation: true },
  fields: {
    approximate: oneOf(['none', 'tanh'], {
      doc: '`none` is exact, by the error function; `tanh` is the approximation of the paper.',
      default: 'none',
    }),
  },
  infer: (input) => ({ output: input }),
});
