import { slicedCells, sliceNeeds } from '../../dimensions/slice';
import { int, LARGEST_SIZE, optional } from '../field';
import { defineLayer } from '../layer';
import { dimensionAlong, namedAxis } from './named-axis';

const minimum = -LARGEST_SIZE;

/** Source: ONNX Slice along one axis with step 1, but cells outside of the value are an error. */
export const slice = defineLayer({
  doc: 'A part of a value along one axis: `height x width x channels` becomes `height x width x (end - start)`. Negative numbers count from the end, as in Python.',
  takes: 'any',
  traits: { keepsValues: true },
  fields: {
    axis: namedAxis('The axis that is cut.'),
    start: int({ doc: 'The first cell that is kept.', minimum, default: 0 }),
    end: optional(
      int({ doc: 'The cell after the last that is kept; by default, the last cell is kept too.', minimum }),
    ),
  },
  infer(input, { axis, ...ends }, rule) {
    const size = dimensionAlong(input, axis, rule);
    const needed = sliceNeeds(ends);
    const { axis: name, value } = size;
    const at = ends.end !== undefined && ends.end > value ? 'end' : 'start';
    if (value < needed) rule.fail('shape/too-small', { axis: name, size: value, needed }, at);
    const { start, end } = slicedCells(value, ends);
    if (start >= end) rule.fail('shape/empty-slice', { axis: name, start: ends.start, end: ends.end });
    const kept = end - start;
    if (kept === value) return { output: input };
    const part = rule.derive(name, kept, `${value} - ${value - kept}`, [size]);
    return { output: input.map((one) => (one === size ? part : one)) };
  },
});
