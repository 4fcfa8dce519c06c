import type { backend_util } from '@tensorflow/tfjs-core';
import type { Workspace } from './kernel';

/** The attributes of both pool gradients, as passed by tfjs-core. */
export interface PoolAttributes {
  readonly filterSize: number | [number, number];
  readonly strides: number | [number, number];
  readonly pad: 'same' | 'valid' | number | backend_util.ExplicitPadding;
  readonly dimRoundingMode?: 'floor' | 'round' | 'ceil';
}

/** The geometry of the forward pool of a gradient, channels last. */
export function poolGeometryOf(
  { tf }: Workspace,
  inputShape: readonly number[],
  { filterSize, strides, pad, dimRoundingMode }: PoolAttributes,
): backend_util.Conv2DInfo {
  const shape = [...inputShape] as [number, number, number, number];
  return tf.backend_util.computePool2DInfo(shape, filterSize, strides, 1, pad, dimRoundingMode);
}

/** A pool's window, clipped to the input: rows `top` to `bottom`, columns `left` to `right`, exclusive. */
export interface PoolWindow {
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
}

/** The windows of one image, in row order of the output. */
export function windowsOf(geometry: backend_util.Conv2DInfo): PoolWindow[] {
  const { outHeight, outWidth, inHeight, inWidth, filterHeight, filterWidth, padInfo } = geometry;
  const windows: PoolWindow[] = [];
  for (let row = 0; row < outHeight; row++) {
    const y = row * geometry.strideHeight - padInfo.top;
    for (let column = 0; column < outWidth; column++) {
      const x = column * geometry.strideWidth - padInfo.left;
      windows.push({
        top: Math.max(0, y),
        bottom: Math.min(inHeight, y + filterHeight),
        left: Math.max(0, x),
        right: Math.min(inWidth, x + filterWidth),
      });
    }
  }
  return windows;
}
