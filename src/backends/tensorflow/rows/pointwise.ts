import { isUnpadded } from '../../../dimensions/window';
import type { GraphBuilder, Value } from '../graph-builder';
import { BLOCK, type Convolution, type ConvolutionGradients } from '../ops/convolution';
import { reshape, reshapeLike } from '../ops/layout';
import { productGradients } from '../ops/matrix';

/** Whether the window of a convolution is one cell, moved by one. */
export function isPointwise({ shape, groups, sliding: { stride, pads } }: Convolution): boolean {
  const [rows, columns] = shape;
  return [rows, columns, groups, ...stride].every((count) => count === 1) && isUnpadded(pads);
}

/**
 * Whether the gradients of a convolution are faster as products of matrices: those of single cells whose channels do not fill blocks,
 * in 32 bits. Full blocks are as fast either way, and in 16 bits products take more of the CPU.
 */
export function isProduct(convolution: Convolution): boolean {
  const { x, shape } = convolution;
  return isPointwise(convolution) && (shape[2] ?? 0) % BLOCK > 0 && x.type === 'float32';
}

/** The gradients of such a convolution. */
export function gradientsByProducts(
  g: GraphBuilder,
  { x, kernel, shape }: Convolution,
  gradient: Value,
): ConvolutionGradients {
  const [, , channels = 0, filters = 0] = shape;
  const [cells, matrix] = [reshape(g, x, [-1, channels]), reshape(g, kernel, [channels, filters])];
  const { left, right } = productGradients(g, cells, matrix, reshape(g, gradient, [-1, filters]));
  return { input: reshapeLike(g, left, x), kernel: reshape(g, right, shape) };
}
