import { channelsOf, entry, spatialAxes } from '../../dimensions/dimension';
import { flag, oneOf, perAxis } from '../field';
import { defineLayer } from '../layer';
import { alongEach, plane } from './window-layer';

/** Source: ONNX Resize with half-pixel centres, or `align_corners`; PyTorch's Upsample. */
export const upsample2d = defineLayer({
  doc: 'Enlarges an image: `height x width x channels` becomes `height * factor x width * factor x channels`.',
  takes: ['image'],
  fields: {
    factor: perAxis(plane, { doc: 'Cells of the output per cell of the input.', minimum: 1 }),
    interpolation: oneOf(['nearest', 'bilinear'], {
      doc: '`nearest` repeats each cell; `bilinear` interpolates between cell centres and repeats the edges.',
      default: 'nearest',
    }),
    align_corners: flag({
      doc: 'Only for `bilinear`: the centres of the corner cells of input and output coincide, instead of their outer edges.',
      default: false,
    }),
  },
  infer(input, { factor, interpolation, align_corners }, rule) {
    if (align_corners && interpolation === 'nearest') rule.fail('shape/align-corners', {}, 'align_corners');
    const places = spatialAxes(input).map((size, index) => {
      const [{ axis, value }, times] = [size, entry(factor, index)];
      return times === 1 ? size : rule.derive(axis, value * times, `${value} * ${times}`, [size]);
    });
    return {
      output: [...places, channelsOf(input)],
      reach: alongEach(plane, (index) => {
        const [{ value }, times] = [entry(input, index), entry(factor, index)];
        const stride = align_corners && value > 1 ? (value - 1) / (value * times - 1) : 1 / times;
        return { extent: interpolation === 'bilinear' && times > 1 ? 2 : 1, stride };
      }),
    };
  },
});
