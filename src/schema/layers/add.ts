import { broadcast, largestOf } from '../../dimensions/broadcast';
import { defineJoin } from '../layer';

/**
 * Source: ONNX Sum. Of its broadcasts, only the one of features: with others, a residual path of one channel, or one that has shrunk
 * to one cell, would be added without an error.
 */
export const add = defineJoin({
  doc: 'The sum of values of the same shape, as in residual connections. A vector of `channels` features is added at each place of the other values.',
  takes: 'any',
  traits: { commutative: true },
  fields: {},
  infer(inputs, _attributes, rule) {
    return { output: broadcast(inputs, 'nothing') ?? rule.failJoin('shape/add', largestOf(inputs)) };
  },
});
