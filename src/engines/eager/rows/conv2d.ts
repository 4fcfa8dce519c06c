import type { Tensor, Tensor4D } from '@tensorflow/tfjs-core';
import { passesCells } from '../../../dimensions/window';
import type { Tf } from '../../engine';
import { type LiveRow, unary } from '../live-layer';
import { pad, planConvolution } from './pad';
import { spreadKernel } from './spread-kernel';

/**
 * tfjs can't train groups or dilation: groups become convolutions beside each other, a dilated kernel a spread one. The cells that a
 * kernel of one cell passes over are left out before it, by a pool of one cell: the pick of cells that has a gradient in tfjs.
 */
export const conv2d: LiveRow<'conv2d'> = ({ tf, attributes, inputs: [shape = []], weight }) => {
  const { kernel: cells, stride, dilation, groups, bias } = attributes;
  const plan = planConvolution(tf, attributes, shape);
  const kernel = weight('kernel') as Tensor as Tensor4D;
  const offset = bias ? weight('bias') : undefined;
  const strides: [number, number] = [...stride];
  const passes = passesCells(cells, stride);
  const convolve = (x: Tensor4D, filter: Tensor4D) =>
    passes ? tf.conv2d(x, filter, 1, 'valid') : tf.conv2d(x, filter, strides, plan.padding);

  return unary((input) => {
    const padded = pad(tf, input, plan.pads);
    const x = passes ? tf.avgPool(padded, 1, strides, 'valid') : padded;
    const filter = spreadKernel(tf, kernel, dilation);
    const sums = groups === 1 ? convolve(x, filter) : convolveGroups(tf, x, filter, groups, convolve);
    return offset ? tf.add(sums, offset) : sums;
  });
};

function convolveGroups(
  tf: Tf,
  input: Tensor4D,
  kernel: Tensor4D,
  groups: number,
  convolve: (x: Tensor4D, filter: Tensor4D) => Tensor4D,
): Tensor4D {
  const filters = tf.split<Tensor4D>(kernel, groups, 3);
  const parts = tf.split<Tensor4D>(input, groups, 3);
  return tf.concat(
    filters.map((filter, group) => convolve(parts[group] as Tensor4D, filter)),
    3,
  );
}
