import { channelsOf, entry, spatialAxes } from '../../dimensions/dimension';
import { oneOf, perAxis } from '../field';
import { defineLayer } from '../layer';
import { alongEach, plane } from './window-layer';

/** Source: ONNX Resize with half-pixel centres; PyTorch's Upsample with align_corners=False. */
export const upsample2d = defineLayer({
  doc: 'Enlarges an image: `height x width x channels` becomes `height * factor x width * factor x channels`.',
  takes: ['image'],
  fields: {
    factor: perAxis(plane, { doc: 'Cells of the output per cell of the input.', minimum: 1 }),
    interpolation: oneOf(['nearest', 'bilinear'], {
      doc: '`nearest` repeats each cell; `bilinear` interpolates between cell centres and repeats the edges.',
      default: 'nearest',
    }),
  },
  infer(input, { factor, interpolation }, rule) {
    const places = spatialAxes(input).map((size, index) => {
      const [{ axis, value }, times] = [size, entry(factor, index)];
      return times === 1 ? size : rule.derive(axis, value * times, `${value} * ${times}`, [size]);
    });
    return {
      output: [...places, channelsOf(input)],
      reach: alongEach(plane, (index) => {
        const times = entry(factor, index);
        return { extent: interpolation === 'bilinear' && times > 1 ? 2 : 1, stride: 1 / times };
      }),
    };
  },
});
