import type { Optimizer } from '../../schema/optimizers';
import { adam } from './adam';
import { adamw } from './adamw';
import type { OptimizerRow } from './optimizer-row';
import { rmsprop } from './rmsprop';
import { sgd } from './sgd';

type Rows = { readonly [K in Optimizer['type']]: OptimizerRow<Extract<Optimizer, { type: K }>> };

/**
 * Every optimizer of the language, in plain JavaScript over arrays. Weights are small beside the activations of a step, and a
 * pass over them here costs less than launching some kernels for each weight; and every engine computes the same update.
 */
export const optimizers: Rows = { sgd, adam, adamw, rmsprop };

/** The row of an optimizer, for settings of its own type only. */
export function optimizerRow(optimizer: Optimizer): OptimizerRow<Optimizer> {
  return optimizers[optimizer.type] as OptimizerRow<Optimizer>;
}
