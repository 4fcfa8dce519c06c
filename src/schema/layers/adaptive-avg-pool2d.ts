import { largestAdaptiveWindow } from '../../dimensions/resize';
import { pair } from '../field';
import { defineLayer } from '../layer';
import { imageOf } from './window-layer';

/** Source: PyTorch's AdaptiveAvgPool2d; ONNX has none. Windows may overlap, and differ in size by one. */
export const adaptiveAvgPool2d = defineLayer({
  doc: 'The mean of windows that share the input out evenly: `height x width x channels` becomes `size x channels`. Window i goes from `floor(i * input / size)` to `ceil((i + 1) * input / size)`.',
  fields: { size: pair({ doc: 'Height and width of the output.', minimum: 1 }) },
  infer([input = []], { size }, rule) {
    const [height, width, channels] = imageOf('adaptive_avg_pool2d', input, rule);
    const [rows, columns] = [rule.given('size', size[0]), rule.given('size', size[1])];
    return {
      output: [rows, columns, channels],
      reach: {
        extent: [largestAdaptiveWindow(height.value, size[0]), largestAdaptiveWindow(width.value, size[1])],
        stride: [height.value / size[0], width.value / size[1]],
      },
    };
  },
});
