import { number } from '../field';
import { defineLayer } from '../layer';

/** Source: Clevert, Unterthiner and Hochreiter (2016); ONNX Elu. */
export const elu = defineLayer({
  doc: 'Each value above 0 as it is, others as `alpha * (exp(x) - 1)`. The shape stays.',
  takes: 'any',
  traits: { elementwise: true, activation: true },
  fields: {
    alpha: number({ doc: 'What large negative values come near to, negated.', exclusiveMinimum: 0, default: 1 }),
  },
  infer: (input) => ({ output: input }),
});
