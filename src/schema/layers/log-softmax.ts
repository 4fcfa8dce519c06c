import { defineLayer } from '../layer';
import { dimensionAlong, namedAxis } from './named-axis';

/** Source: ONNX LogSoftmax. */
export const logSoftmax = defineLayer({
  doc: 'The logarithm of `softmax` along an axis, computed without taking the logarithm of small numbers. Before opset 13, ONNX normalises over all axes from 1 on. The loss `softmax_cross_entropy` applies it itself. Does not change the shape.',
  takes: 'any',
  traits: { activation: true, distribution: 'logarithms' },
  fields: { axis: namedAxis('The axis of the sum.') },
  infer(input, { axis }, rule) {
    dimensionAlong(input, axis, rule);
    return { output: input };
  },
});
