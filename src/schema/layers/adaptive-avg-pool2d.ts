import { channelsOf, entry } from '../../dimensions/dimension';
import { largestAdaptiveWindow } from '../../dimensions/resize';
import { perAxis } from '../field';
import { defineLayer } from '../layer';
import { alongEach, plane } from './window-layer';

/** Source: PyTorch's AdaptiveAvgPool2d; ONNX has none. Windows may overlap, and differ in size by one. */
export const adaptiveAvgPool2d = defineLayer({
  doc: 'The mean of windows that divide the input evenly: `height x width x channels` becomes `size x channels`. Window i goes from `floor(i * input / size)` to `ceil((i + 1) * input / size)`.',
  takes: ['image'],
  fields: { size: perAxis(plane, { doc: 'Height and width of the output.', minimum: 1 }) },
  infer(input, { size }, rule) {
    const places = plane.map((axis, index) => rule.given(axis, 'size', entry(size, index)));
    return {
      output: [...places, channelsOf(input)],
      reach: alongEach(plane, (index) => {
        const [before, after] = [entry(input, index).value, entry(size, index)];
        return { extent: largestAdaptiveWindow(before, after), stride: before / after };
      }),
    };
  },
});
