import type { TensorInfo } from '@tensorflow/tfjs-core';
import { elementsOf, type KernelCall, zeros } from '../kernel';
import { type PoolAttributes, poolGeometryOf, windowsOf } from '../pooling';

interface Inputs {
  readonly dy: TensorInfo;
  readonly input: TensorInfo;
}

/**
 * The gradient of a max pool's input, [batch, height, width, channels]. The first maximum of a window, in row order, receives
 * all of it. Padded cells are never the maximum. The backend's own kernel visits every window of every pixel, at several times
 * the cost.
 */
export function maxPoolGrad(call: KernelCall<Inputs, PoolAttributes>): TensorInfo {
  const { dy, input } = call.inputs;
  const geometry = poolGeometryOf(call, input.shape, call.attributes);
  const out = zeros(call, input.shape);
  const gradient = elementsOf(call, dy);
  const values = elementsOf(call, input);
  const result = elementsOf(call, out);
  const { inChannels: channels, inWidth } = geometry;
  const pixelsInImage = geometry.inHeight * inWidth;
  const windows = windowsOf(geometry);
  let at = 0;
  for (let b = 0; b < geometry.batchSize; b++) {
    for (const { top, bottom, left, right } of windows) {
      if (top >= bottom || left >= right) {
        at += channels; // a window entirely in the padding
        continue;
      }
      const corner = (b * pixelsInImage + top * inWidth + left) * channels;
      for (let c = 0; c < channels; c++) {
        let best = corner + c;
        let maximum = values[best] as number;
        for (let y = top; y < bottom; y++) {
          let from = (b * pixelsInImage + y * inWidth + left) * channels + c;
          for (let x = left; x < right; x++, from += channels) {
            const value = values[from] as number;
            if (value > maximum) {
              maximum = value;
              best = from;
            }
          }
        }
        (result[best] as number) += gradient[at++] as number;
      }
    }
  }
  return out;
}
