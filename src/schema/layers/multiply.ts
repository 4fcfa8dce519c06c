import { broadcast, largestOf } from '../../dimensions/broadcast';
import { defineJoin } from '../layer';

/** Source: ONNX Mul; the broadcasts are those of squeeze-and-excite (Hu, Shen and Sun, 2018) and CBAM (Woo et al., 2018). */
export const multiply = defineJoin({
  doc: 'The product of values of the same shape. A vector of `channels` features multiplies each channel of the other values. An axis of size 1 is repeated: `height x width x 1` multiplies all channels, `1 x 1 x channels` all places.',
  takes: 'any',
  traits: { commutative: true, takesValueTwice: true },
  fields: {},
  infer(inputs, _attributes, rule) {
    return { output: broadcast(inputs, 'ones') ?? rule.failJoin('shape/multiply', largestOf(inputs)) };
  },
});
