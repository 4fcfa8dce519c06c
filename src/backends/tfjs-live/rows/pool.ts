import { type Pads, padsOf } from '../../../dimensions/window';
import type { Attributes } from '../../../schema/kinds';
import { type LiveRow, unary } from '../live-layer';
import { pad, planExplicitPads, planPads, type Sliding } from './pad';

/** Padded cells are minus infinity: they never win, and every window has a cell of the input. */
export const maxPool2d: LiveRow<'max_pool2d'> = ({ tf, attributes, inputs: [shape = []] }) => {
  const { kernel, stride, ...window } = windowOf(attributes);
  const plan = planPads({ kernel, stride, ...window }, shape);
  return unary((input) =>
    tf.maxPool(pad(tf, input, plan.pads, Number.NEGATIVE_INFINITY), [...kernel], [...stride], plan.padding),
  );
};

/** tfjs's `same` leaves padded cells out of the mean; where they count, or pads are uneven, zeros are put around first. */
export const avgPool2d: LiveRow<'avg_pool2d'> = ({ tf, attributes, inputs: [shape = []], output, constant }) => {
  const window = windowOf(attributes);
  const { kernel, stride } = window;
  const plan = attributes.count_include_pad ? planExplicitPads(window, shape) : planPads(window, shape);
  const uneven = plan.pads && !attributes.count_include_pad;
  const correction = uneven && constant(overValidCells(window, shape, output), [1, output[0] ?? 0, output[1] ?? 0, 1]);
  return unary((input) => {
    const means = tf.avgPool(pad(tf, input, plan.pads), [...kernel], [...stride], plan.padding);
    return correction ? tf.mul(means, correction) : means;
  });
};

function windowOf({ kernel, stride, padding }: Attributes<'max_pool2d'>): Sliding {
  return { kernel, stride: stride ?? kernel, dilation: [1, 1], padding };
}

/** For each place of the output: cells of the kernel over those that lie in the input. Rows x columns. */
function overValidCells(
  window: Sliding,
  [height = 0, width = 0]: readonly number[],
  [rows = 0, columns = 0]: readonly number[],
): Float32Array {
  const { top, left }: Pads = padsOf(window.padding, [height, width], window);
  const inside = (axis: 0 | 1, place: number, before: number, size: number) => {
    const start = place * window.stride[axis] - before;
    return Math.min(start + window.kernel[axis], size) - Math.max(start, 0);
  };
  const area = window.kernel[0] * window.kernel[1];
  return Float32Array.from({ length: rows * columns }, (_, place) => {
    const vertical = inside(0, Math.floor(place / columns), top, height);
    const horizontal = inside(1, place % columns, left, width);
    return area / (vertical * horizontal);
  });
}
