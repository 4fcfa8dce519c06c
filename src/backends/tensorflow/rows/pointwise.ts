import type { GraphBuilder, Value } from '../graph-builder';
import type { Convolution, ConvolutionGradients } from '../ops/convolution';
import { reshape, reshapeLike } from '../ops/layout';
import { productGradients } from '../ops/matrix';

/** The gradients of a 1 x 1 convolution whose `byProducts` is set. */
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
