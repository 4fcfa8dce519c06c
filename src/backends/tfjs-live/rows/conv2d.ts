import type { Tensor, Tensor4D } from '@tensorflow/tfjs-core';
import type { Tf } from '../../../training/engines/engine';
import { type LiveRow, unary } from '../live-layer';
import { pad, planPads } from './pad';

/** tfjs can't train groups or dilation: groups become convolutions beside each other, a dilated kernel a spread one. */
export const conv2d: LiveRow<'conv2d'> = ({ tf, attributes, inputs: [shape = []], weight }) => {
  const { stride, dilation, groups, bias } = attributes;
  const plan = planPads(attributes, shape);
  const kernel = weight('kernel') as Tensor as Tensor4D;
  const offset = bias ? weight('bias') : undefined;
  const convolve = (x: Tensor4D, filter: Tensor4D) => tf.conv2d(x, filter, [...stride], plan.padding);

  return unary((input) => {
    const x = pad(tf, input, plan.pads);
    const filter = spread(tf, kernel, dilation);
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

/**
 * The kernel `[height, width, in, out]` with `dilation - 1` zeros between its taps: the same convolution without dilation.
 * Made of operations that have gradients.
 */
function spread(tf: Tf, kernel: Tensor4D, [rows, columns]: readonly [number, number]): Tensor4D {
  if (rows === 1 && columns === 1) return kernel;
  const [height, width, inputs, outputs] = kernel.shape;
  const tall = spreadAxis(tf, tf.reshape(kernel, [1, height, -1]), rows);
  const wide = spreadAxis(tf, tf.reshape(tall, [-1, width, inputs * outputs]), columns);
  return tf.reshape(wide, [rows * (height - 1) + 1, columns * (width - 1) + 1, inputs, outputs]) as Tensor4D;
}

/** Spreads the middle one of three axes. */
function spreadAxis(tf: Tf, values: Tensor, distance: number): Tensor {
  if (distance === 1) return values;
  const [outer = 0, taps = 0, inner = 0] = values.shape;
  const cells: [number, number][] = [
    [0, 0],
    [0, 0],
    [0, distance - 1],
    [0, 0],
  ];
  const padded = tf.pad(tf.reshape(values, [outer, taps, 1, inner]), cells);
  const length = distance * (taps - 1) + 1;
  return tf.slice(tf.reshape(padded, [outer, taps * distance, inner]), [0, 0, 0], [outer, length, inner]);
}
