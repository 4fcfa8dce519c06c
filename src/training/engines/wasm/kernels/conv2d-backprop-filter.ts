import type { TensorInfo } from '@tensorflow/tfjs-core';
import { convolve, type Geometry, type GradientAttributes, geometryOf } from '../convolution';
import { dispose, type KernelCall, runKernel, viewAs, type Workspace, zeros } from '../kernel';

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
 * That is itself a convolution: of x with batch and channels swapped, by dy, where the stride has become the dilation.
 */
export function conv2dBackpropFilter(call: KernelCall<Inputs, Attributes>): TensorInfo {
  const { x, dy } = call.inputs;
  const { filterShape } = call.attributes;
  const geometry = geometryOf(call, x.shape, filterShape, call.attributes);
  return isPointwise(geometry) ? pointwise(call, x, dy, filterShape) : general(call, x, dy, geometry);
}

function isPointwise({ filterHeight, filterWidth, strideHeight, strideWidth, padInfo }: Geometry): boolean {
  const unpadded = padInfo.top + padInfo.bottom + padInfo.left + padInfo.right === 0;
  return filterHeight * filterWidth * strideHeight * strideWidth === 1 && unpadded;
}

/** A 1 x 1 kernel: one matrix product, x transposed by dy, which XNNPACK does fastest as a 1 x 1 convolution. */
function pointwise(workspace: Workspace, x: TensorInfo, dy: TensorInfo, filterShape: readonly number[]): TensorInfo {
  const [, , inChannels = 0, outChannels = 0] = filterShape;
  const pixels = x.shape.slice(0, 3).reduce((product, size) => product * size, 1);
  const transposed = runKernel(workspace, 'Transpose', { x: viewAs(x, [pixels, inChannels]) }, { perm: [1, 0] });
  const rows = viewAs(transposed, [inChannels, 1, 1, pixels]);
  const out = convolve(workspace, rows, viewAs(dy, [1, 1, pixels, outChannels]), {
    margins: { height: [0, 0], width: [0, 0] },
  });
  dispose(workspace, transposed);
  return viewAs(out as TensorInfo, filterShape);
}

function general(workspace: Workspace, x: TensorInfo, dy: TensorInfo, geometry: Geometry): TensorInfo {
  const { filterHeight, filterWidth, strideHeight, strideWidth, inHeight, inWidth, outHeight, outWidth } = geometry;
  const { top, left } = geometry.padInfo;
  const channelsFirst = runKernel(workspace, 'Transpose', { x }, { perm: [3, 1, 2, 0] });
  const filter = runKernel(workspace, 'Transpose', { x: dy }, { perm: [1, 2, 0, 3] });
  const bottom = (outHeight - 1) * strideHeight + filterHeight - inHeight - top;
  const right = (outWidth - 1) * strideWidth + filterWidth - inWidth - left;
  const swapped = convolve(workspace, channelsFirst, filter, {
    margins: { height: [top, bottom], width: [left, right] },
    dilations: [strideHeight, strideWidth],
  });
  dispose(workspace, channelsFirst, filter);
  if (swapped === undefined) return zeros(workspace, geometry.filterShape);
  const out = runKernel(workspace, 'Transpose', { x: swapped }, { perm: [1, 2, 0, 3] });
  dispose(workspace, swapped);
  return out;
}
