import type { Tensor, Tensor4D } from '@tensorflow/tfjs-core';
import { type PaddedWindow, type Pads, padsOf, reachedPads } from '../../../dimensions/window';
import type { Tf } from '../../engine';

/** How tfjs gets to pad: by itself, or not at all after `pads` were put around the input. */
export interface PadPlan {
  readonly padding: 'valid' | 'same';
  readonly pads: Pads | undefined;
}

/**
 * tfjs-node takes only `valid` and `same` everywhere, so other pads are put around the input first. Cells that are just those
 * of `same` are left to tfjs, which saves a copy of the input.
 */
export function planPads(sliding: PaddedWindow, [height = 0, width = 0]: readonly number[]): PadPlan {
  const pads = reachedPads([height, width], sliding);
  if (isNone(pads)) return { padding: 'valid', pads: undefined };
  const same = padsOf('same', [height, width], sliding);
  const isSame =
    pads.top === same.top && pads.bottom === same.bottom && pads.left === same.left && pads.right === same.right;
  return isSame ? { padding: 'same', pads: undefined } : { padding: 'valid', pads };
}

/** As `planPads`, for a convolution: WebAssembly gives zeros for some kernels that it is to pad by itself in larger steps. */
export function planConvolution(tf: Tf, sliding: PaddedWindow, shape: readonly number[]): PadPlan {
  const steps = sliding.stride[0] > 1 || sliding.stride[1] > 1;
  return steps && tf.getBackend() === 'wasm' ? planExplicitPads(sliding, shape) : planPads(sliding, shape);
}

/** As `planPads`, but never leaves the padding to tfjs. */
export function planExplicitPads(sliding: PaddedWindow, [height = 0, width = 0]: readonly number[]): PadPlan {
  const pads = reachedPads([height, width], sliding);
  return { padding: 'valid', pads: isNone(pads) ? undefined : pads };
}

function isNone({ top, bottom, left, right }: Pads): boolean {
  return top + bottom + left + right === 0;
}

/** Puts cells of `value` around `[batch, height, width, channels]`. */
export function pad(tf: Tf, input: Tensor, pads: Pads | undefined, value = 0): Tensor4D {
  if (!pads || isNone(pads)) return input as Tensor4D;
  const { top, bottom, left, right } = pads;
  const cells: [number, number][] = [
    [0, 0],
    [top, bottom],
    [left, right],
    [0, 0],
  ];
  return tf.pad(input as Tensor4D, cells, value);
}
