import type { Tensor4D } from '@tensorflow/tfjs-core';
import { imageSizes } from '../../../dimensions/dimension';
import { adaptiveWindows } from '../../../dimensions/resize';
import { type LiveRow, unary } from '../live-layer';
import { alongAxis } from './along-axis';

/** Uses an ordinary pool if all windows are equal, otherwise a matrix of weights along each axis. */
export const adaptiveAvgPool2d: LiveRow<'adaptive_avg_pool2d'> = ({
  tf,
  attributes,
  inputs: [shape = []],
  constant,
}) => {
  const { size } = attributes;
  const [height, width] = imageSizes(shape);
  if (height % size[0] === 0 && width % size[1] === 0) {
    const window: [number, number] = [height / size[0], width / size[1]];
    return unary((input) => tf.avgPool(input as Tensor4D, window, window, 'valid'));
  }
  const rows = constant(sharesOf(height, size[0]), [size[0], height]);
  const columns = constant(sharesOf(width, size[1]), [size[1], width]);
  return unary((input) => alongAxis(tf, alongAxis(tf, input, rows, 1), columns, 2));
};

/** The weight of each cell of an axis in each mean: `after x before`. */
function sharesOf(before: number, after: number): Float32Array {
  const shares = new Float32Array(after * before);
  for (const [window, { start, end }] of adaptiveWindows(before, after).entries())
    shares.fill(1 / (end - start), window * before + start, window * before + end);
  return shares;
}
