import { perChannel } from './field';

/** Pixels are scaled to 0..1 first; then the mean is taken off and the rest divided by the deviation. */
export const preprocessFields = {
  mean: perChannel({ doc: 'Taken off each value.', default: 0 }),
  std: perChannel({ doc: 'Divides each value.', exclusiveMinimum: 0, default: 1 }),
};
