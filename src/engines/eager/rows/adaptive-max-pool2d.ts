import type { Tensor4D } from '@tensorflow/tfjs-core';
import { entry, imageSizes } from '../../../dimensions/dimension';
import { adaptiveCells, largestAdaptiveWindow } from '../../../dimensions/resize';
import { type LiveRow, unary } from '../live-layer';
import { alongAxis } from './along-axis';

/** An ordinary pool over windows that are laid out next to each other, so that all have the same size. */
export const adaptiveMaxPool2d: LiveRow<'adaptive_max_pool2d'> = ({ tf, attributes, inputs, constant }) => {
  const { size } = attributes;
  const [height, width] = imageSizes(entry(inputs, 0));
  const window: [number, number] = [largestAdaptiveWindow(height, size[0]), largestAdaptiveWindow(width, size[1])];
  if (height % size[0] === 0 && width % size[1] === 0)
    return unary((input) => tf.maxPool(input as Tensor4D, window, window, 'valid'));
  const rows = constant(adaptiveCells(height, size[0]), [size[0] * window[0], height]);
  const columns = constant(adaptiveCells(width, size[1]), [size[1] * window[1], width]);
  return unary((input) => {
    const laidOut = alongAxis(tf, alongAxis(tf, input, rows, 1), columns, 2);
    return tf.maxPool(laidOut as Tensor4D, window, window, 'valid');
  });
};
