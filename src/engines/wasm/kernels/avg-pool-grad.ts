import type { backend_util, TensorInfo } from '@tensorflow/tfjs-core';
import { dispose, elementsOf, type KernelCall, runKernel, type Workspace, zeros } from '../kernel';
import { type PoolAttributes, poolGeometryOf, windowsOf } from '../pooling';

interface Inputs {
  readonly dy: TensorInfo;
  readonly input: TensorInfo;
}

/**
 * The gradient of an average pool's input, [batch, height, width, channels]. As in the forward pass, padded cells do not count:
 * a window at the border divides its gradient among its existing cells. (The backend's own kernel divides by the whole window
 * everywhere, so its gradient disagrees with its forward pass at padded borders.)
 */
export function avgPoolGrad(call: KernelCall<Inputs, PoolAttributes>): TensorInfo {
  const { dy, input } = call.inputs;
  const geometry = poolGeometryOf(call, input.shape, call.attributes);
  const dense = geometry.strideHeight * geometry.strideWidth === 1;
  return dense ? byPooling(call, dy, geometry) : byWindows(call, dy, geometry);
}

/**
 * With stride 1: a cell receives the shares of all windows that contain it, and the positions of these windows form a window
 * themselves. So the gradient is an average pool too, of dy with a margin of zeros, which XNNPACK vectorises.
 */
function byPooling(workspace: Workspace, dy: TensorInfo, geometry: backend_util.Conv2DInfo): TensorInfo {
  const { batchSize, inHeight, inWidth, inChannels: channels, filterHeight, filterWidth, outWidth, padInfo } = geometry;
  const [height, width] = [inHeight + filterHeight - 1, inWidth + filterWidth - 1];
  const spread = zeros(workspace, [batchSize, height, width, channels]);
  const source = elementsOf(workspace, dy);
  const target = elementsOf(workspace, spread);
  const windows = windowsOf(geometry);
  let at = 0;
  for (let b = 0; b < batchSize; b++) {
    for (const [index, { top, bottom, left, right }] of windows.entries()) {
      const y = Math.floor(index / outWidth) - padInfo.top + filterHeight - 1;
      const x = (index % outWidth) - padInfo.left + filterWidth - 1;
      const scale = (filterHeight * filterWidth) / ((bottom - top) * (right - left));
      const to = ((b * height + y) * width + x) * channels;
      if (top < bottom && left < right) {
        for (let c = 0; c < channels; c++) target[to + c] = (source[at + c] as number) * scale;
      }
      at += channels;
    }
  }
  const attributes = { filterSize: [filterHeight, filterWidth], strides: [1, 1], pad: 'valid' };
  const out = runKernel(workspace, 'AvgPool', { x: spread }, attributes);
  dispose(workspace, spread);
  return out;
}

/** With any stride: window by window. */
function byWindows(workspace: Workspace, dy: TensorInfo, geometry: backend_util.Conv2DInfo): TensorInfo {
  const { inChannels: channels, inHeight, inWidth } = geometry;
  const out = zeros(workspace, geometry.inShape);
  const gradient = elementsOf(workspace, dy);
  const result = elementsOf(workspace, out);
  const windows = windowsOf(geometry);
  let at = 0;
  for (let b = 0; b < geometry.batchSize; b++) {
    for (const { top, bottom, left, right } of windows) {
      const share = 1 / ((bottom - top) * (right - left));
      for (let y = top; y < bottom; y++) {
        let to = ((b * inHeight + y) * inWidth + left) * channels;
        for (let x = left; x < right; x++) {
          for (let c = 0; c < channels; c++) (result[to++] as number) += (gradient[at + c] as number) * share;
        }
      }
      at += channels;
    }
  }
  return out;
}
