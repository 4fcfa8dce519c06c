import type { Dimension } from '../../dimensions/dimension';
import { cellsOfPadding } from '../field';
import { defineLayer } from '../layer';
import { imageOf } from './window-layer';

/** Source: ONNX Pad, constant 0. */
export const zeroPad2d = defineLayer({
  doc: 'Cells of zeros around an image: `height x width x channels` grows by the cells of padding.',
  fields: {
    padding: cellsOfPadding({ doc: 'Cells on each side.' }),
  },
  infer([input = []], { padding: [top, bottom, left, right] }, rule) {
    const [height, width, channels] = imageOf('zero_pad2d', input, rule);
    const grow = (size: Dimension, before: number, after: number): Dimension =>
      before + after === 0
        ? size
        : rule.derive(size.value + before + after, `${size.value} + ${before} + ${after}`, [size]);
    return { output: [grow(height, top, bottom), grow(width, left, right), channels] };
  },
});
