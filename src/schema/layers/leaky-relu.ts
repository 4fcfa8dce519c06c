import { number } from '../field';
import { defineLayer } from '../layer';

/** Source: ONNX LeakyRelu. Frameworks differ on the slope: 0.01 is that of ONNX and PyTorch. */
export const leakyRelu = defineLayer({
  doc: 'Each value above 0 as it is, others times `slope`; the gradient at 0 is `slope`. The shape stays.',
  takes: 'any',
  traits: { elementwise: true, activation: true },
  fields: { slope: number({ doc: 'Factor of values that are not above 0.', minimum: 0, default: 0.01 }) },
  infer: (input) => ({ output: input }),
});
