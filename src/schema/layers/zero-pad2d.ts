import { channelsOf, entry, spatialAxes } from '../../dimensions/dimension';
import { cellsOfPadding } from '../field';
import { defineLayer } from '../layer';
import { plane } from './window-layer';

/** Source: ONNX Pad, constant 0. */
export const zeroPad2d = defineLayer({
  doc: 'Adds zeros around an image, which grows by the cells of padding.',
  takes: ['image'],
  fields: {
    padding: cellsOfPadding(plane, { doc: 'Cells on each side.' }),
  },
  infer(input, { padding }, rule) {
    const places = spatialAxes(input).map((size, index) => {
      const [{ axis, value }, [before, after]] = [size, entry(padding, index)];
      if (before + after === 0) return size;
      return rule.derive(axis, value + before + after, `${value} + ${before} + ${after}`, [size]);
    });
    return { output: [...places, channelsOf(input)] };
  },
});
