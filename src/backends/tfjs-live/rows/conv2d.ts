import type { Tensor, Tensor4D } from '@tensorflow/tfjs-core';
import type { Tf } from '../../../training/engines/engine';
import { type LiveRow, unary } from '../live-layer';
import { pad, planConvolution } from './pad';
import { spreadKernel } from './spread-kernel';

/** tfjs can't train groups or dilation: groups become convolutions beside each other, a dilated kernel a spread one. */
export const conv2d: LiveRow<'conv2d'> = ({ tf, attributes, inputs: [shape = []], weight }) => {
  const { stride, dilation, groups, bias } = attributes;
  const plan = planConvolution(tf, attributes, shape);
  const kernel = weight('kernel') as Tensor as Tensor4D;
  const offset = bias ? weight('bias') : undefined;
  const convolve = (x: Tensor4D, filter: Tensor4D) => tf.conv2d(x, filter, [...stride], plan.padding);

  return unary((input) => {
    const x = pad(tf, input, plan.pads);
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
