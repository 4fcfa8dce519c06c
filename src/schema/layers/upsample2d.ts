import { oneOf, pair } from '../field';
import { defineLayer } from '../layer';
import { imageOf } from './window-layer';

/** Source: ONNX Resize with half-pixel centres; PyTorch's Upsample with align_corners=False. */
export const upsample2d = defineLayer({
  doc: 'A finer image: `height x width x channels` becomes `height * factor x width * factor x channels`.',
  fields: {
    factor: pair({ doc: 'How many cells one becomes.', minimum: 1 }),
    interpolation: oneOf(['nearest', 'bilinear'], {
      doc: '`nearest` repeats each cell; `bilinear` goes straight from centre to centre, and stays at the edges.',
      default: 'nearest',
    }),
  },
  infer([input = []], { factor, interpolation }, rule) {
    const [height, width, channels] = imageOf('upsample2d', input, rule);
    const scaled = (size: typeof height, times: number) =>
      times === 1 ? size : rule.derive(size.value * times, `${size.value} * ${times}`, [size]);
    const reads = (times: number): number => (interpolation === 'bilinear' && times > 1 ? 2 : 1);
    return {
      output: [scaled(height, factor[0]), scaled(width, factor[1]), channels],
      reach: { extent: [reads(factor[0]), reads(factor[1])], stride: [1 / factor[0], 1 / factor[1]] },
    };
  },
});
