import { defineLayer } from '../layer';
import { adaptiveFields, adaptivePool } from './adaptive-layer';

/** Source: PyTorch's AdaptiveMaxPool2d; ONNX has none. Windows may overlap, and differ in size by one. */
export const adaptiveMaxPool2d = defineLayer({
  doc: 'The maximum of windows that divide the input evenly: `height x width x channels` becomes `size x channels`. The windows are those of `adaptive_avg_pool2d`.',
  takes: ['image'],
  fields: adaptiveFields,
  infer: (input, { size }, rule) => adaptivePool(input, size, rule),
});
