import type { Tensor4D } from '@tensorflow/tfjs-core';
import { type PaddedWindow, type Pads, padsOf } from '../../../dimensions/window';
import type { Attributes } from '../../../schema/kinds';
import { type LiveRow, unary } from '../live-layer';
import { pad, planExplicitPads, planPads } from './pad';

/** Padded cells are minus infinity: they never win, and every window has a cell of the input. */
export const maxPool2d: LiveRow<'max_pool2d'> = ({ tf, attributes, inputs: [shape = []] }) => {
  const { kernel, stride, ...window } = windowOf(attributes);
  const plan = planPads({ kernel, stride, ...window }, shape);
  return unary((input) =>
    tf.maxPool(pad(tf, input, plan.pads, Number.NEGATIVE_INFINITY), [...kernel], [...stride], plan.padding),
  );
};

/** tfjs's `same` leaves padded cells out of the mean; otherwise zeros are put around first, and what does not count is made up for. */
export const avgPool2d: LiveRow<'avg_pool2d'> = ({ tf, attributes, inputs: [shape = []], output, constant }) => {
  const window = windowOf(attributes);
  const { kernel, stride } = window;
  const counted = attributes.count_include_pad === true;
  const plan = counted ? planExplicitPads(window, shape) : planPads(window, shape);
  const factors = plan.pads ? overCountedCells(window, counted, shape, output) : undefined;
  const uneven = factors?.some((factor) => factor !== 1);
  const correction = factors && uneven && constant(factors, [1, output[0] ?? 0, output[1] ?? 0, 1]);
  return unary((input) => {
    const means = tf.avgPool(pad(tf, input, plan.pads), [...kernel], [...stride], plan.padding);
    return correction ? tf.mul(means, correction) : means;
  });
};

function windowOf({ kernel, stride, padding, ceil_mode }: Attributes<'max_pool2d'>): PaddedWindow {
  return { kernel, stride: stride ?? kernel, dilation: [1, 1], padding, ceil_mode };
}

/**
 * For each place of the output: cells of the kernel over those that count in the mean, rows x columns. These are the cells of the input,
 * and with `padsCount` also those of the padding that the user said.
 */
function overCountedCells(
  window: PaddedWindow,
  padsCount: boolean,
  [height = 0, width = 0]: readonly number[],
  [rows = 0, columns = 0]: readonly number[],
): Float32Array {
  const { top, bottom, left, right }: Pads = padsOf(window.padding, [height, width], window);
  const inside = (axis: 0 | 1, place: number, size: number, before: number, after: number) => {
    const start = place * window.stride[axis] - before;
    const [first, end] = padsCount ? [-before, size + after] : [0, size];
    return Math.min(start + window.kernel[axis], end) - Math.max(start, first);
  };
  const area = window.kernel[0] * window.kernel[1];
  return Float32Array.from({ length: rows * columns }, (_, place) => {
    const vertical = inside(0, Math.floor(place / columns), height, top, bottom);
    const horizontal = inside(1, place % columns, width, left, right);
    return area / (vertical * horizontal);
  });
}

/** By an ordinary pool over the whole image: of equal values the first takes the gradient, as it does there. */
export const globalMaxPool2d: LiveRow<'global_max_pool2d'> = ({ tf, inputs: [[height = 1, width = 1] = []], output }) =>
  unary((input) => tf.reshape(tf.maxPool(input as Tensor4D, [height, width], 1, 'valid'), [-1, ...output]));
