import { imageSizes } from '../../../dimensions/dimension';
import type { GraphBuilder, Value } from '../graph-builder';
import { flag, type } from '../proto/attribute';
import { reshape } from './layout';

/** The product of two matrices, each optionally transposed. */
export function matrixProduct(
  g: GraphBuilder,
  left: Value,
  right: Value,
  turn: 'none' | 'left' | 'right' = 'none',
): Value {
  const attributes = { T: type(left.type), transpose_a: flag(turn === 'left'), transpose_b: flag(turn === 'right') };
  return g.add('MatMul', [left, right], attributes);
}

/** The gradients of both matrices of a product. */
export function productGradients(
  g: GraphBuilder,
  left: Value,
  right: Value,
  gradient: Value,
): { readonly left: Value; readonly right: Value } {
  return { left: matrixProduct(g, gradient, right, 'right'), right: matrixProduct(g, left, gradient, 'left') };
}

/**
 * Multiplies images `[batch, ...sizes]` by a matrix `[after, before]` along their height (1) or width (2); with `turned` by its
 * transpose, which is the gradient.
 */
export function alongAxis(
  g: GraphBuilder,
  images: { readonly x: Value; readonly sizes: readonly number[] },
  matrix: Value,
  { axis, turned = false }: { readonly axis: 1 | 2; readonly turned?: boolean },
): Value {
  const [height, width, channels] = imageSizes(images.sizes);
  const stacked = axis === 1 ? [-1, height, width * channels] : [-1, width, channels];
  const rows = reshape(g, images.x, stacked);
  const attributes = { T: type(images.x.type), adj_x: flag(turned), adj_y: flag(false) };
  return g.add('BatchMatMulV2', [matrix, rows], attributes);
}
