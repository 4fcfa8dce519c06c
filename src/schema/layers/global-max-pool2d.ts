import { defineLayer } from '../layer';
import { imageOf } from './window-layer';

/** Source: ONNX GlobalMaxPool, without the axes of size 1. */
export const globalMaxPool2d = defineLayer({
  doc: 'The largest value over height and width: `height x width x channels` becomes `channels` features. Of equal ones the first takes the gradient.',
  fields: {},
  infer([input = []], _attributes, rule) {
    const [, , channels] = imageOf('global_max_pool2d', input, rule);
    return { output: [channels], reach: 'all' };
  },
});
