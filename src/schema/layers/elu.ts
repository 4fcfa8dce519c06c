import { number } from '../field';
import { defineLayer } from '../layer';

/** Source: Clevert, Unterthiner and Hochreiter (2016); ONNX Elu. */
export const elu = defineLayer({
  doc: '`x` for values above 0, otherwise `alpha * (exp(x) - 1)`. Does not change the shape.',
  takes: 'any',
  traits: { elementwise: true, activation: true },
  fields: {
    alpha: number({ doc: 'Large negative values approach `-alpha`.', exclusiveMinimum: 0, default: 1 }),
  },
  infer: (input) => ({ output: input }),
});
