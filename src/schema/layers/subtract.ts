import { broadcast, largestOf } from '../../dimensions/broadcast';
import { defineJoin } from '../layer';

/** Source: ONNX Sub. */
export const subtract = defineJoin({
  doc: 'The first value minus the second, of the same shape. A vector of `channels` features is one number for each channel of the other value, and an axis of size 1 is repeated, as in `multiply`.',
  takes: 'any',
  fields: {},
  infer(inputs, _attributes, rule) {
    if (inputs.length !== 2) rule.fail('shape/two-values', { kind: 'subtract', count: inputs.length });
    return { output: broadcast(inputs, 'ones') ?? rule.failJoin('shape/subtract', largestOf(inputs)) };
  },
});
