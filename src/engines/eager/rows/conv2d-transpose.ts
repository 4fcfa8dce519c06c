import type { Tensor, Tensor4D } from '@tensorflow/tfjs-core';
import { entry } from '../../../dimensions/dimension';
import { type TransposedAxis, transposedAxes } from '../../../dimensions/transposed-window';
import { type Pad, passesCells } from '../../../dimensions/window';
import { type LiveRow, unary } from '../live-layer';
import { dilateKernel } from './dilate-kernel';
import { pad } from './pad';

/**
 * Computes the full output first, then removes the padding, or adds zeros where the windows do not reach. A kernel of one cell
 * is padded with zeros to its stride: see `passesCells`.
 */
export const conv2dTranspose: LiveRow<'conv2d_transpose'> = ({ tf, attributes, inputs: [shape = []], weight }) => {
  const { stride, dilation, filters, bias } = attributes;
  const axes = transposedAxes(attributes, shape.slice(0, -1));
  const kernel = weight('kernel') as Tensor as Tensor4D;
  const offset = bias ? weight('bias') : undefined;
  const strides: [number, number] = [...stride];
  const zeros: [number, number][] = [[0, stride[0] - 1], [0, stride[1] - 1], NONE, NONE];
  const passes = passesCells(attributes.kernel, stride);

  return unary((input) => {
    const [batch = 0] = input.shape;
    const filter = passes ? tf.pad(kernel, zeros) : dilateKernel(tf, kernel, dilation);
    const sizes = stride.map((step, axis) => (entry(shape, axis) - 1) * step + entry(filter.shape, axis));
    const [tall, wide] = [entry(sizes, 0), entry(sizes, 1)];
    const full = tf.conv2dTranspose(input as Tensor4D, filter, [batch, tall, wide, filters], strides, 'valid');
    const reached = pad(
      tf,
      full,
      axes.map((axis, index): Pad => [0, missing(entry(sizes, index), axis)]),
    );
    const begin = axes.map(({ before }) => before);
    const sums = tf.slice(reached, [0, ...begin, 0], [batch, ...axes.map(({ size }) => size), filters]);
    return offset ? tf.add(sums, offset) : sums;
  });
};

const NONE: [number, number] = [0, 0];

/** Cells missing after the windows along an axis. */
function missing(full: number, { before, size }: TransposedAxis): number {
  return Math.max(before + size - full, 0);
}
