import type { Tensor, Tensor4D } from '@tensorflow/tfjs-core';
import { type SpreadAxis, spreadAxis } from '../../../dimensions/spread';
import { passesCells } from '../../../dimensions/window';
import { type LiveRow, unary } from '../live-layer';
import { spreadKernel } from './spread-kernel';

/**
 * The full output first; padding is then cut off it, or zeros are put behind it where the windows do not reach. A kernel of one cell is
 * given zeros up to its stride: `passesCells` tells why.
 */
export const conv2dTranspose: LiveRow<'conv2d_transpose'> = ({ tf, attributes, inputs: [shape = []], weight }) => {
  const { stride, dilation, filters, bias } = attributes;
  const [height = 0, width = 0] = shape;
  const [rows, columns] = [spreadAxis(height, attributes, 0), spreadAxis(width, attributes, 1)];
  const kernel = weight('kernel') as Tensor as Tensor4D;
  const offset = bias ? weight('bias') : undefined;
  const strides: [number, number] = [...stride];
  const zeros: [number, number][] = [[0, stride[0] - 1], [0, stride[1] - 1], NONE, NONE];
  const passes = passesCells(attributes.kernel, stride);

  return unary((input) => {
    const [batch = 0] = input.shape;
    const filter = passes ? tf.pad(kernel, zeros) : spreadKernel(tf, kernel, dilation);
    const tall = (height - 1) * stride[0] + filter.shape[0];
    const wide = (width - 1) * stride[1] + filter.shape[1];
    const full = tf.conv2dTranspose(input as Tensor4D, filter, [batch, tall, wide, filters], strides, 'valid');
    const [below, beside] = [missing(tall, rows), missing(wide, columns)];
    const reached = below + beside > 0 ? tf.pad(full, [NONE, [0, below], [0, beside], NONE]) : full;
    const sums = tf.slice(reached, [0, rows.before, columns.before, 0], [batch, rows.size, columns.size, filters]);
    return offset ? tf.add(sums, offset) : sums;
  });
};

const NONE: [number, number] = [0, 0];

/** Cells that are still to come behind the windows along an axis. */
function missing(full: number, { before, size }: SpreadAxis): number {
  return Math.max(before + size - full, 0);
}
