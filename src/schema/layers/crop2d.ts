import { channelsOf, entry, spatialAxes } from '../../dimensions/dimension';
import { cellsOfPadding } from '../field';
import { defineLayer } from '../layer';
import { plane } from './window-layer';

/** Source: ONNX Pad with negative cells; Keras' Cropping2D. */
export const crop2d = defineLayer({
  doc: 'Removes cells from the edges of an image: `height x width x channels` becomes `(height - top - bottom) x (width - left - right) x channels`.',
  takes: ['image'],
  traits: { keepsValues: true, removesCells: 'cropping' },
  fields: {
    cropping: cellsOfPadding(plane, { doc: 'Cells to remove on each side.' }),
  },
  infer(input, { cropping }, rule) {
    const places = spatialAxes(input).map((size, index) => {
      const [{ axis, value }, [before, after]] = [size, entry(cropping, index)];
      if (before + after === 0) return size;
      const needed = before + after + 1;
      if (value < needed) rule.fail('shape/too-small', { axis, size: value, needed });
      return rule.derive(axis, value - before - after, `${value} - ${before} - ${after}`, [size]);
    });
    return { output: [...places, channelsOf(input)] };
  },
});
