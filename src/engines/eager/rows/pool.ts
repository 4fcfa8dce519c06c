import type { Tensor4D } from '@tensorflow/tfjs-core';
import { overCountedCells } from '../../../dimensions/mean-cells';
import { windowOf } from '../../../dimensions/window';
import type { Attributes } from '../../../schema/kinds';
import { type LiveRow, unary } from '../live-layer';
import { pad, planExplicitPads, planPads } from './pad';

/** Padded cells are minus infinity: they never win, and every window has a cell of the input. */
export const maxPool2d: LiveRow<'max_pool2d'> = ({ tf, attributes, inputs: [shape = []] }) => {
  const [kernel, stride] = stepsOf(attributes);
  const plan = planPads(windowOf(attributes), shape);
  return unary((input) =>
    tf.maxPool(pad(tf, input, plan.pads, Number.NEGATIVE_INFINITY), kernel, stride, plan.padding),
  );
};

/** tfjs's `same` leaves padded cells out of the mean; otherwise zeros are put around first, and what does not count is made up for. */
export const avgPool2d: LiveRow<'avg_pool2d'> = ({ tf, attributes, inputs: [shape = []], output, constant }) => {
  const window = windowOf(attributes);
  const [kernel, stride] = stepsOf(attributes);
  const counted = attributes.count_include_pad === true;
  const plan = counted ? planExplicitPads(window, shape) : planPads(window, shape);
  const places = output.slice(0, -1);
  const factors = plan.pads ? overCountedCells(window, { padsCount: counted }, shape.slice(0, -1), places) : undefined;
  const uneven = factors?.some((factor) => factor !== 1);
  const correction = factors && uneven && constant(factors, [1, ...places, 1]);
  return unary((input) => {
    const means = tf.avgPool(pad(tf, input, plan.pads), kernel, stride, plan.padding);
    return correction ? tf.mul(means, correction) : means;
  });
};

/** Kernel and stride as tfjs takes them. */
function stepsOf({ kernel, stride }: Attributes<'max_pool2d'>): readonly [[number, number], [number, number]] {
  return [[...kernel], [...(stride ?? kernel)]];
}

/** By an ordinary pool over the whole image: of equal values the first takes the gradient, as it does there. */
export const globalMaxPool2d: LiveRow<'global_max_pool2d'> = ({ tf, inputs: [[height = 1, width = 1] = []], output }) =>
  unary((input) => tf.reshape(tf.maxPool(input as Tensor4D, [height, width], 1, 'valid'), [-1, ...output]));
