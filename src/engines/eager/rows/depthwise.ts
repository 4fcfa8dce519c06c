import type { Tensor4D } from '@tensorflow/tfjs-core';
import type { PaddedWindow } from '../../../dimensions/window';
import type { Tf } from '../../engine';
import { pad, planConvolution, planExplicitPads } from './pad';
import { spreadKernel } from './spread-kernel';

/** Convolves each channel alone: `kernel` is `[height, width, channels, multiplier]`. */
export type ConvolveDepthwise = (input: Tensor4D, kernel: Tensor4D) => Tensor4D;

/**
 * A depthwise convolution over images of `height x width x channels`. TensorFlow wants the same stride along both axes: else it goes by
 * single steps, and a pool of one cell then takes the places that are wanted.
 */
export function planDepthwise(tf: Tf, window: PaddedWindow, shape: readonly number[]): ConvolveDepthwise {
  const { stride, dilation } = window;
  const even = stride[0] === stride[1];
  const { pads, padding } = even ? planConvolution(tf, window, shape) : planExplicitPads(window, shape);
  const steps: [number, number] = even ? [...stride] : [1, 1];
  return (input, kernel) => {
    const places = tf.depthwiseConv2d(pad(tf, input, pads), spreadKernel(tf, kernel, dilation), steps, padding);
    return even ? places : tf.avgPool(places, 1, [...stride], 'valid');
  };
}
