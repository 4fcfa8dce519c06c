import { number } from '../field';
import { defineLayer } from '../layer';

/** Source: Barron, "Continuously Differentiable Exponential Linear Units" (2017); ONNX Celu. */
export const celu = defineLayer({
  doc: '`x` for values above 0, otherwise `alpha * (exp(x / alpha) - 1)`; unlike that of `elu`, its gradient at 0 is 1 for every `alpha`. Does not change the shape.',
  takes: 'any',
  traits: { elementwise: true, activation: true },
  fields: {
    alpha: number({ doc: 'Large negative values approach `-alpha`.', exclusiveMinimum: 0, default: 1 }),
  },
  infer: (input) => ({ output: input }),
});
