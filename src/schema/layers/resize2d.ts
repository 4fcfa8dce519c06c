import { channelsOf, entry } from '../../dimensions/dimension';
import { cellsRead } from '../../dimensions/resize';
import { flag, oneOf, perAxis } from '../field';
import { defineLayer } from '../layer';
import { alongEach, plane } from './window-layer';

/** Source: ONNX Resize to sizes, with half-pixel centres or aligned corners; PyTorch's interpolate. */
export const resize2d = defineLayer({
  doc: 'Resizes an image to a given size, which can be smaller: `height x width x channels` becomes `size x channels`. As in PyTorch, a smaller image is not smoothed first. To repeat cells, use `upsample2d`.',
  takes: ['image'],
  fields: {
    size: perAxis(plane, { doc: 'Height and width of the output.', minimum: 1 }),
    interpolation: oneOf(['bilinear', 'bicubic'], {
      doc: '`bilinear` interpolates between 2 x 2 cells, `bicubic` between 4 x 4; both repeat the edges.',
      default: 'bilinear',
    }),
    align_corners: flag({
      doc: 'The centres of the corner cells of input and output coincide, instead of their outer edges.',
      default: false,
    }),
  },
  infer(input, { size, ...how }, rule) {
    const places = plane.map((axis, index) => rule.given(axis, 'size', entry(size, index)));
    return {
      output: [...places, channelsOf(input)],
      reach: alongEach(plane, (index) => {
        const [before, after] = [entry(input, index).value, entry(size, index)];
        const stride = how.align_corners && after > 1 ? Math.max(before - 1, 1) / (after - 1) : before / after;
        return { extent: before === after ? 1 : Math.min(cellsRead(how), before), stride };
      }),
    };
  },
});
