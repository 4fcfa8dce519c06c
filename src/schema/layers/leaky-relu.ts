import { number } from '../field';
import { defineLayer } from '../layer';

/** Source: ONNX LeakyRelu. Frameworks differ on the slope: 0.01 is that of ONNX and PyTorch. */
export const leakyRelu = defineLayer({
  doc: '`x` for values above 0, otherwise `slope * x`; the gradient at 0 is `slope`. Does not change the shape.',
  takes: 'any',
  traits: { elementwise: true, activation: true },
  fields: { slope: number({ doc: 'Factor for values that are not above 0.', minimum: 0, default: 0.01 }) },
  infer: (input) => ({ output: input }),
});
