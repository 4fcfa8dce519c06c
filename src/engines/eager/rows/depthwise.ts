import type { Tensor4D } from '@tensorflow/tfjs-core';
import { entry } from '../../../dimensions/dimension';
import { passesCells, type Window } from '../../../dimensions/window';
import type { Tf } from '../../engine';
import { dilateKernel } from './dilate-kernel';
import { pad, planConvolution, planExplicitPads } from './pad';

/** Convolves each channel separately: `kernel` is `[height, width, channels, multiplier]`. */
export type ConvolveDepthwise = (input: Tensor4D, kernel: Tensor4D) => Tensor4D;

/**
 * A depthwise convolution over images of `height x width x channels`. TensorFlow needs equal strides along both axes; otherwise
 * it runs with stride one, and a pool of one cell then selects the outputs. A kernel of one cell gets only the cells that it
 * does not skip: see `passesCells`.
 */
export function planDepthwise(tf: Tf, window: Window, shape: readonly number[]): ConvolveDepthwise {
  const { kernel: cells, stride, dilation } = window;
  const even = stride.every((step) => step === stride[0]);
  const { pads, padding } = even ? planConvolution(tf, window, shape) : planExplicitPads(window, shape);
  const steps: [number, number] = [entry(stride, 0), entry(stride, 1)];
  const select = (x: Tensor4D): Tensor4D => tf.avgPool(x, 1, steps, 'valid');
  return (input, kernel) => {
    const padded = pad(tf, input, pads);
    if (passesCells(cells, stride)) return tf.depthwiseConv2d(select(padded), kernel, 1, 'valid');
    const places = tf.depthwiseConv2d(padded, dilateKernel(tf, kernel, dilation), even ? steps : 1, padding);
    return even ? places : select(places);
  };
}
