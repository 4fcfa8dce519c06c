import { broadcast, largestOf } from '../../dimensions/broadcast';
import { defineJoin } from '../layer';

/** Source: ONNX Max. */
export const maximum = defineJoin({
  doc: 'The largest of values of the same shape, element by element; of equal ones, the first receives the gradient. A vector of `channels` features is compared at each place, and an axis of size 1 is repeated, as in `multiply`.',
  takes: 'any',
  traits: { commutative: true },
  fields: {},
  infer(inputs, _attributes, rule) {
    return { output: broadcast(inputs, 'ones') ?? rule.failJoin('shape/maximum', largestOf(inputs)) };
  },
});
