import { defineLayer } from '../layer';
import { imageOf } from './window-layer';

/** Source: ONNX GlobalAveragePool, without the axes of size 1. */
export const globalAvgPool2d = defineLayer({
  doc: 'The mean over height and width: `height x width x channels` becomes `channels` features.',
  fields: {},
  infer([input = []], _attributes, rule) {
    const [, , channels] = imageOf('global_avg_pool2d', input, rule);
    return { output: [channels], reach: 'all' };
  },
});
