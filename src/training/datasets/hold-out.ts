import { permutation } from '../../tensors/random/permutation';
import { type Split, select } from './dataset';

/**
 * Takes `count` random images out of `split` as a validation split, for tuning hyperparameters without using the test images.
 * The same seed takes the same images; both parts keep the order of the files and are copies. `count` must leave at least one
 * image on either side, otherwise it throws a RangeError: the caller knows the split's size.
 */
export function holdOut(
  split: Split,
  count: number,
  seed: number,
): { readonly train: Split; readonly validation: Split } {
  if (!Number.isInteger(count) || count < 1 || count >= split.count) {
    throw new RangeError(`cannot hold out ${count} of ${split.count} images`);
  }
  const order = permutation(split.count, seed, 0, 'hold-out');
  return {
    train: select(split, order.subarray(count).sort()),
    validation: select(split, order.subarray(0, count).sort()),
  };
}
