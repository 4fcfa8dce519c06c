import type { TensorInfo } from '@tensorflow/tfjs-core';
import { convolve, type GradientAttributes, geometryOf } from '../convolution';
import { dispose, type KernelCall, runKernel, viewAs, zeros } from '../kernel';

interface Inputs {
  readonly x: TensorInfo;
  readonly dy: TensorInfo;
}

interface Attributes extends GradientAttributes {
  readonly filterShape: readonly number[];
}

/**
 * The gradient of a convolution's filter: `x` [batch, height, width, in] and `dy` [batch, rows, columns, out]
 * give [kernel height, kernel width, in, out].
 *
 * filter[ky, kx, c, o] sums x[b, oy * stride + ky - top, ox * stride + kx - left, c] * dy[b, oy, ox, o] over b, oy and ox.
 * That is itself a convolution, by dy, with the batch as its channels and the stride as its dilation. The channels c lie beside kx:
 * as one image of width * in columns, whose dilation steps over them, x gives the filter's gradient in its own order, and the
 * convolution has many output pixels, which fill the tiles of XNNPACK.
 */
export function conv2dBackpropFilter(call: KernelCall<Inputs, Attributes>): TensorInfo {
  const { x, dy } = call.inputs;
  const geometry = geometryOf(call, x.shape, call.attributes.filterShape, call.attributes);
  const { filterHeight, filterWidth, strideHeight, strideWidth, outHeight, outWidth, padInfo } = geometry;
  const { batchSize, inHeight, inWidth, inChannels } = geometry;
  const bottom = (outHeight - 1) * strideHeight + filterHeight - inHeight - padInfo.top;
  const right = (outWidth - 1) * strideWidth + filterWidth - inWidth - padInfo.left;
  const images = viewAs(x, [batchSize, inHeight * inWidth * inChannels]);
  const transposed = runKernel(call, 'Transpose', { x: images }, { perm: [1, 0] });
  const filter = runKernel(call, 'Transpose', { x: dy }, { perm: [1, 2, 0, 3] });
  const image = viewAs(transposed, [1, inHeight, inWidth * inChannels, batchSize]);
  const out = convolve(call, image, filter, {
    margins: { height: [padInfo.top, bottom], width: [padInfo.left * inChannels, right * inChannels] },
    dilations: [strideHeight, strideWidth * inChannels],
  });
  dispose(call, transposed, filter);
  return out === undefined ? zeros(call, geometry.filterShape) : viewAs(out, geometry.filterShape);
}
