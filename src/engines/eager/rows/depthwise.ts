import type { Tensor4D } from '@tensorflow/tfjs-core';
import { entry } from '../../../dimensions/dimension';
import type { Window } from '../../../dimensions/window';
import type { Tf } from '../../engine';
import { dilateKernel } from './dilate-kernel';
import { pad, planConvolution, planExplicitPads } from './pad';

/** Convolves each channel separately: `kernel` is `[height, width, channels, multiplier]`. */
export type ConvolveDepthwise = (input: Tensor4D, kernel: Tensor4D) => Tensor4D;

/**
 * A depthwise convolution over images of `height x width x channels`. TensorFlow needs equal strides along both axes; otherwise
 * it runs with stride one, and a pool of one cell then selects the outputs.
 */
export function planDepthwise(tf: Tf, window: Window, shape: readonly number[]): ConvolveDepthwise {
  const { stride, dilation } = window;
  const even = stride.every((step) => step === stride[0]);
  const { pads, padding } = even ? planConvolution(tf, window, shape) : planExplicitPads(window, shape);
  const steps: [number, number] = [entry(stride, 0), entry(stride, 1)];
  return (input, kernel) => {
    const places = tf.depthwiseConv2d(
      pad(tf, input, pads),
      dilateKernel(tf, kernel, dilation),
      even ? steps : 1,
      padding,
    );
    return even ? places : tf.avgPool(places, 1, steps, 'valid');
  };
}
