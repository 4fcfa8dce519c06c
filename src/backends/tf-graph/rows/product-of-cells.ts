import type { GraphBuilder, Value } from '../graph-builder';
import { BLOCK } from '../ops/convolution';
import { reshape, reshapeLike } from '../ops/layout';
import { matrixProduct } from '../ops/matrix';
import type { Convolution, ConvolutionGradients } from './grouped';

/**
 * Whether the gradients of a convolution without padding are faster as products of matrices: those of single cells whose channels do not
 * fill blocks, in 32 bits. Full blocks are as fast either way, and in 16 bits products take more of the CPU.
 */
export function isProduct({ x, shape, groups, sliding: { stride } }: Convolution): boolean {
  const [rows, columns, channels = 0] = shape;
  const single = rows === 1 && columns === 1 && groups === 1 && stride[0] === 1 && stride[1] === 1;
  return single && channels % BLOCK > 0 && x.type === 'float32';
}

export function productGradients(
  g: GraphBuilder,
  { x, kernel, shape }: Convolution,
  gradient: Value,
): ConvolutionGradients {
  const [, , channels = 0, filters = 0] = shape;
  const above = reshape(g, gradient, [-1, filters]);
  return {
    input: reshapeLike(g, matrixProduct(g, above, reshape(g, kernel, [channels, filters]), 'right'), x),
    kernel: reshape(g, matrixProduct(g, reshape(g, x, [-1, channels]), above, 'left'), shape),
  };
}
