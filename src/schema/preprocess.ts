import { perChannel } from './field';

/** Pixels are scaled to 0..1 first; then the mean is subtracted and the result divided by the standard deviation. */
export const preprocessFields = {
  mean: perChannel({ doc: 'Subtracted from each value.', default: 0 }),
  std: perChannel({ doc: 'Each value is divided by it.', exclusiveMinimum: 0, default: 1 }),
};
