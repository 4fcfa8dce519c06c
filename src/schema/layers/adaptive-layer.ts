import { channelsOf, entry, type Shape } from '../../dimensions/dimension';
import { largestAdaptiveWindow } from '../../dimensions/resize';
import { type Fields, perAxis } from '../field';
import type { Inference, Rule } from '../layer';
import { alongEach, plane } from './window-layer';

/** The attributes of pools whose windows follow from the size of the output. */
export const adaptiveFields = { size: perAxis(plane, { doc: 'Height and width of the output.', minimum: 1 }) };

/** The output of such a pool, whose windows divide the input evenly. */
export function adaptivePool(
  input: Shape,
  size: readonly number[],
  rule: Rule<Fields & typeof adaptiveFields>,
): Inference {
  const places = plane.map((axis, index) => rule.given(axis, 'size', entry(size, index)));
  return {
    output: [...places, channelsOf(input)],
    reach: alongEach(plane, (index) => {
      const [before, after] = [entry(input, index).value, entry(size, index)];
      return { extent: largestAdaptiveWindow(before, after), stride: before / after };
    }),
  };
}
