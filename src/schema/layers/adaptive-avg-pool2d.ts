import { defineLayer } from '../layer';
import { adaptiveFields, adaptivePool } from './adaptive-layer';

/** Source: PyTorch's AdaptiveAvgPool2d; ONNX has none. Windows may overlap, and differ in size by one. */
export const adaptiveAvgPool2d = defineLayer({
  doc: 'The mean of windows that divide the input evenly: `height x width x channels` becomes `size x channels`. Window i goes from `floor(i * input / size)` to `ceil((i + 1) * input / size)`.',
  takes: ['image'],
  fields: adaptiveFields,
  infer: (input, { size }, rule) => adaptivePool(input, size, rule),
});
