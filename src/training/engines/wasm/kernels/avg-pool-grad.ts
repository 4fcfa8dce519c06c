import type { TensorInfo } from '@tensorflow/tfjs-core';
import { elementsOf, type KernelCall, zeros } from '../kernel';
import { type PoolAttributes, poolGeometryOf, windowsOf } from '../pooling';

interface Inputs {
  readonly dy: TensorInfo;
  readonly input: TensorInfo;
}

/**
 * The gradient of an average pool's input, [batch, height, width, channels]. As in the forward pass, padded cells don't count:
 * a window at the border shares its gradient among the cells that are there. (The backend's own kernel divides by the whole
 * window everywhere, so that its gradient disagrees with its forward pass at padded borders.)
 */
export function avgPoolGrad(call: KernelCall<Inputs, PoolAttributes>): TensorInfo {
  const { dy, input } = call.inputs;
  const geometry = poolGeometryOf(call, input.shape, call.attributes);
  const out = zeros(call, input.shape);
  const gradient = elementsOf(call, dy);
  const result = elementsOf(call, out);
  const { inChannels: channels, inWidth } = geometry;
  const pixelsInImage = geometry.inHeight * inWidth;
  const windows = windowsOf(geometry);
  let at = 0;
  for (let b = 0; b < geometry.batchSize; b++) {
    for (const { top, bottom, left, right } of windows) {
      const share = 1 / ((bottom - top) * (right - left));
      for (let y = top; y < bottom; y++) {
        let to = (b * pixelsInImage + y * inWidth + left) * channels;
        for (let x = left; x < right; x++) {
          for (let c = 0; c < channels; c++) (result[to++] as number) += (gradient[at + c] as number) * share;
        }
      }
      at += channels;
    }
  }
  return out;
}
