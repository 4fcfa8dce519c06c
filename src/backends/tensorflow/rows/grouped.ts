import { isUnpadded } from '../../../dimensions/window';
import type { GraphBuilder, Value } from '../graph-builder';
import {
  type Convolution,
  type ConvolutionGradients,
  convolveBack,
  convolveKernel,
  noPads,
  type Sliding,
} from '../ops/convolution';
import { concatChannels, crop, pad, reshape, reshapeLike, sliceChannels } from '../ops/layout';
import { productGradients } from '../ops/matrix';

/**
 * The gradients of a convolution. TensorFlow supports those of groups only in some cases, so each group is a separate
 * convolution. It supports those of explicit pads, but not with oneDNN, and many times slower, so such pads are added around
 * the input first.
 */
export function convolutionGradients(g: GraphBuilder, convolution: Convolution, gradient: Value): ConvolutionGradients {
  const { pads, stride, same } = convolution.sliding;
  if (!same && !isUnpadded(pads)) {
    const sliding: Sliding = { stride, pads: noPads };
    const found = convolutionGradients(g, { ...convolution, x: pad(g, convolution.x, pads), sliding }, gradient);
    return { ...found, input: crop(g, found.input, pads, convolution.image) };
  }
  if (convolution.byProducts) return gradientsByProducts(g, convolution, gradient);
  const { x, kernel, shape, groups, sliding } = convolution;
  const [rows = 0, columns = 0, inputs = 0, filters = 0] = shape;
  const each = filters / groups;
  const parts = Array.from({ length: groups }, (_, group) => {
    const part = (value: Value, count: number): Value =>
      groups === 1 ? value : sliceChannels(g, value, 4, { from: group * count, count });
    const [ownX, ownKernel, ownGradient] = [part(x, inputs), part(kernel, each), part(gradient, each)];
    return {
      input: convolveBack(g, { sizes: g.shapeOf(ownX), kernel: ownKernel, gradient: ownGradient }, sliding),
      kernel: convolveKernel(g, { x: ownX, shape: [rows, columns, inputs, each], gradient: ownGradient }, sliding),
    };
  });
  const joined = (values: readonly Value[]): Value => concatChannels(g, values, 4);
  return { input: joined(parts.map(({ input }) => input)), kernel: joined(parts.map((part) => part.kernel)) };
}

/** The gradients of a 1 x 1 convolution whose `byProducts` is set. */
function gradientsByProducts(
  g: GraphBuilder,
  { x, kernel, shape }: Convolution,
  gradient: Value,
): ConvolutionGradients {
  const [, , channels = 0, filters = 0] = shape;
  const [cells, matrix] = [reshape(g, x, [-1, channels]), reshape(g, kernel, [channels, filters])];
  const { left, right } = productGradients(g, cells, matrix, reshape(g, gradient, [-1, filters]));
  return { input: reshapeLike(g, left, x), kernel: reshape(g, right, shape) };
}
