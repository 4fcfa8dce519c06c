import type { Tensor, Tensor4D } from '@tensorflow/tfjs-core';
import { isUnpadded, type Pads, padsOf, reachedPads, samePads, type Window } from '../../../dimensions/window';
import type { Tf } from '../../engine';

/** How to pad in tfjs: with its own padding, or with none after adding `pads` around the input. */
export interface PadPlan {
  readonly padding: 'valid' | 'same';
  readonly pads: Pads | undefined;
}

/**
 * tfjs-node supports only `valid` and `same` everywhere, so other pads are added around the input first. Cells that equal those
 * of `same` are left to tfjs, which saves a copy of the input.
 */
export function planPads(window: Window, shape: readonly number[]): PadPlan {
  const plan = planExplicitPads(window, shape);
  const same = padsOf({ ...window, padding: 'same' }, shape.slice(0, -1));
  return plan.pads && samePads(plan.pads, same) ? { padding: 'same', pads: undefined } : plan;
}

/** Like `planPads`, for a convolution: on WebAssembly, some padded kernels with larger strides return zeros. */
export function planConvolution(tf: Tf, window: Window, shape: readonly number[]): PadPlan {
  const steps = window.stride.some((step) => step > 1);
  return steps && tf.getBackend() === 'wasm' ? planExplicitPads(window, shape) : planPads(window, shape);
}

/** Like `planPads`, but never leaves the padding to tfjs. */
export function planExplicitPads(window: Window, shape: readonly number[]): PadPlan {
  const pads = reachedPads(window, shape.slice(0, -1));
  return { padding: 'valid', pads: isUnpadded(pads) ? undefined : pads };
}

/** Adds cells of `value` around `[batch, height, width, channels]`. */
export function pad(tf: Tf, input: Tensor, pads: Pads | undefined, value = 0): Tensor4D {
  if (!pads || isUnpadded(pads)) return input as Tensor4D;
  const cells = [[0, 0], ...pads, [0, 0]].map(([before = 0, after = 0]): [number, number] => [before, after]);
  return tf.pad(input as Tensor4D, cells, value);
}
