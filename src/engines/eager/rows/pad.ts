import type { Tensor, Tensor4D } from '@tensorflow/tfjs-core';
import { isUnpadded, type Pads, padsOf, reachedPads, samePads, type Window } from '../../../dimensions/window';
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
export function planPads(window: Window, shape: readonly number[]): PadPlan {
  const plan = planExplicitPads(window, shape);
  const same = padsOf({ ...window, padding: 'same' }, shape.slice(0, -1));
  return plan.pads && samePads(plan.pads, same) ? { padding: 'same', pads: undefined } : plan;
}

/** As `planPads`, for a convolution: WebAssembly gives zeros for some kernels that it is to pad by itself in larger steps. */
export function planConvolution(tf: Tf, window: Window, shape: readonly number[]): PadPlan {
  const steps = window.stride.some((step) => step > 1);
  return steps && tf.getBackend() === 'wasm' ? planExplicitPads(window, shape) : planPads(window, shape);
}

/** As `planPads`, but never leaves the padding to tfjs. */
export function planExplicitPads(window: Window, shape: readonly number[]): PadPlan {
  const pads = reachedPads(window, shape.slice(0, -1));
  return { padding: 'valid', pads: isUnpadded(pads) ? undefined : pads };
}

/** Puts cells of `value` around `[batch, height, width, channels]`. */
export function pad(tf: Tf, input: Tensor, pads: Pads | undefined, value = 0): Tensor4D {
  if (!pads || isUnpadded(pads)) return input as Tensor4D;
  const cells = [[0, 0], ...pads, [0, 0]].map(([before = 0, after = 0]): [number, number] => [before, after]);
  return tf.pad(input as Tensor4D, cells, value);
}
