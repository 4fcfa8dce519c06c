import type { Tensor, Tensor4D } from '@tensorflow/tfjs-core';
import { entry, imageSizes } from '../../../dimensions/dimension';
import { overCountedCells } from '../../../dimensions/mean-cells';
import { asOneRow } from '../../../dimensions/one-row';
import { type Window, windowOf } from '../../../dimensions/window';
import type { Tf } from '../../engine';
import { type Forward, type LiveLayer, type LiveRow, unary } from '../live-layer';
import { pad, planExplicitPads, planPads } from './pad';

export const maxPool2d: LiveRow<'max_pool2d'> = ({ tf, attributes, inputs }) =>
  unary(planMaxPool(tf, windowOf(attributes), entry(inputs, 0)));

export const maxPool1d: LiveRow<'max_pool1d'> = (layer) => {
  const { tf, attributes, inputs } = layer;
  return inOneRow(layer, planMaxPool(tf, windowOf(asOneRow(attributes)), [1, ...entry(inputs, 0)]));
};

export const avgPool2d: LiveRow<'avg_pool2d'> = (layer) =>
  unary(planMeanPool(layer, windowOf(layer.attributes), entry(layer.inputs, 0), layer.output));

export const avgPool1d: LiveRow<'avg_pool1d'> = (layer) => {
  const window = windowOf(asOneRow(layer.attributes));
  return inOneRow(layer, planMeanPool(layer, window, [1, ...entry(layer.inputs, 0)], [1, ...layer.output]));
};

type Pool = (image: Tensor) => Tensor;

/** A sequence is an image of one row. */
function inOneRow({ tf, output }: LiveLayer<'max_pool1d'> | LiveLayer<'avg_pool1d'>, pool: Pool): Forward {
  return unary((input) => tf.reshape(pool(tf.expandDims(input, 1)), [-1, ...output]));
}

/** Padded cells are minus infinity: they are never the maximum, and every window has a cell of the input. */
function planMaxPool(tf: Tf, window: Window, shape: readonly number[]): Pool {
  const [kernel, stride] = stepsOf(window);
  const plan = planPads(window, shape);
  return (input) => tf.maxPool(pad(tf, input, plan.pads, Number.NEGATIVE_INFINITY), kernel, stride, plan.padding);
}

/**
 * tfjs's `same` does not count padded cells in the mean; otherwise zeros are added first, and the mean is corrected for cells
 * that do not count.
 */
function planMeanPool(
  { tf, attributes, constant }: LiveLayer<'avg_pool1d'> | LiveLayer<'avg_pool2d'>,
  window: Window,
  shape: readonly number[],
  output: readonly number[],
): Pool {
  const [kernel, stride] = stepsOf(window);
  const counted = attributes.count_include_pad === true;
  const plan = counted ? planExplicitPads(window, shape) : planPads(window, shape);
  const places = output.slice(0, -1);
  const factors = plan.pads ? overCountedCells(window, { padsCount: counted }, shape.slice(0, -1), places) : undefined;
  const uneven = factors?.some((factor) => factor !== 1);
  const correction = factors && uneven && constant(factors, [1, ...places, 1]);
  return (input) => {
    const means = tf.avgPool(pad(tf, input, plan.pads), kernel, stride, plan.padding);
    return correction ? tf.mul(means, correction) : means;
  };
}

/** Kernel and stride in the form that tfjs takes. */
function stepsOf({ kernel, stride }: Window): readonly [[number, number], [number, number]] {
  return [
    [entry(kernel, 0), entry(kernel, 1)],
    [entry(stride, 0), entry(stride, 1)],
  ];
}

/** Uses an ordinary pool over the whole image: among equal values, the first receives the gradient, as there. */
export const globalMaxPool2d: LiveRow<'global_max_pool2d'> = ({ tf, inputs, output }) => {
  const [height, width] = imageSizes(entry(inputs, 0));
  return unary((input) => tf.reshape(tf.maxPool(input as Tensor4D, [height, width], 1, 'valid'), [-1, ...output]));
};
