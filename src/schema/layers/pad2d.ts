import { channelsOf, entry, spatialAxes } from '../../dimensions/dimension';
import { largestPad } from '../../dimensions/mirror';
import { cellsOfPadding, oneOf } from '../field';
import { defineLayer } from '../layer';
import { plane } from './window-layer';

/** Source: ONNX Pad with the modes `reflect`, `edge` and `wrap`; PyTorch's ReflectionPad2d, ReplicationPad2d and CircularPad2d. */
export const pad2d = defineLayer({
  doc: 'Continues an image beyond its edges, which grows by the cells of padding: by its mirror image (`reflect`), by its outermost cells (`replicate`) or by itself (`circular`). For zeros, see `zero_pad2d`.',
  takes: ['image'],
  fields: {
    padding: cellsOfPadding(plane, { doc: 'Cells on each side.' }),
    mode: oneOf(['reflect', 'replicate', 'circular'], {
      doc: '`reflect` leaves out the cells at the edge, so it adds fewer cells than there are; `circular` adds no more than there are.',
    }),
  },
  infer(input, { padding, mode }, rule) {
    const places = spatialAxes(input).map((size, index) => {
      const [{ axis, value }, [before, after]] = [size, entry(padding, index)];
      const most = largestPad(value, mode);
      if (Math.max(before, after) > most)
        rule.fail('shape/pad-too-big', { axis, mode, size: value, cells: Math.max(before, after), most }, 'padding');
      if (before + after === 0) return size;
      return rule.derive(axis, value + before + after, `${value} + ${before} + ${after}`, [size]);
    });
    return { output: [...places, channelsOf(input)] };
  },
});
