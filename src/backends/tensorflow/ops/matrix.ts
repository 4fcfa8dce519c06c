import { entry, imageSizes } from '../../../dimensions/dimension';
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
function alongAxis(
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

/** An image resampled along height and width. */
export interface Resampled {
  readonly output: Value;
  /** The gradient of the image, from that of the output. */
  backward(gradient: Value): Value;
}

/** Multiplies images by `rows` along their height and by `columns` along their width, which gives `output` rows and columns. */
export function resample(
  g: GraphBuilder,
  { x, sizes }: { readonly x: Value; readonly sizes: readonly number[] },
  { rows, columns, output }: { readonly rows: Value; readonly columns: Value; readonly output: readonly number[] },
): Resampled {
  const [, width, channels] = imageSizes(sizes);
  const between = [entry(output, 0), width, channels];
  const after = [...output.slice(0, 2), channels];
  const tall = reshape(g, alongAxis(g, { x, sizes }, rows, { axis: 1 }), [-1, ...between]);
  return {
    output: reshape(g, alongAxis(g, { x: tall, sizes: between }, columns, { axis: 2 }), [-1, ...after]),
    backward(gradient) {
      const wide = alongAxis(g, { x: gradient, sizes: after }, columns, { axis: 2, turned: true });
      const narrow = { x: reshape(g, wide, [-1, ...between]), sizes: between };
      return reshape(g, alongAxis(g, narrow, rows, { axis: 1, turned: true }), [-1, ...sizes]);
    },
  };
}
