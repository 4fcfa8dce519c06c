import type { Tensor, Tensor4D } from '@tensorflow/tfjs-core';
import { spreadAxis } from '../../../dimensions/spread';
import { type LiveRow, unary } from '../live-layer';
import { spreadKernel } from './spread-kernel';

/** The full output first; padding is then cut off it, or zeros are put behind it where the windows do not reach. */
export const conv2dTranspose: LiveRow<'conv2d_transpose'> = ({ tf, attributes, inputs: [shape = []], weight }) => {
  const { stride, dilation, filters, bias } = attributes;
  const [height = 0, width = 0] = shape;
  const [rows, columns] = [spreadAxis(height, attributes, 0), spreadAxis(width, attributes, 1)];
  const kernel = weight('kernel') as Tensor as Tensor4D;
  const offset = bias ? weight('bias') : undefined;
  const strides: [number, number] = [...stride];
  const cells: [number, number][] = [
    [0, 0],
    [0, Math.max(-rows.after, 0)],
    [0, Math.max(-columns.after, 0)],
    [0, 0],
  ];

  return unary((input) => {
    const [batch = 0] = input.shape;
    const full = tf.conv2dTranspose(
      input as Tensor4D,
      spreadKernel(tf, kernel, dilation),
      [batch, rows.full, columns.full, filters],
      strides,
      'valid',
    );
    const reached = cells[1]?.[1] || cells[2]?.[1] ? tf.pad(full, cells) : full;
    const sums = tf.slice(reached, [0, rows.before, columns.before, 0], [batch, rows.size, columns.size, filters]);
    return offset ? tf.add(sums, offset) : sums;
  });
};
