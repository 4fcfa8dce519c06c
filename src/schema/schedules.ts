import type { Choice } from './choice';
import { number, oneOf } from './field';

const rise = (standard: number) =>
  number({ doc: 'Fraction of all steps spent on the warm-up.', minimum: 0, exclusiveMaximum: 1, default: standard });

/** The learning-rate schedules, by word. */
export const schedules = {
  /** A constant learning rate. */
  constant: {},
  /** Multiplied by `factor` after every `every` units: rate = peak * factor^floor(done / every). */
  step: {
    every: number({ doc: 'Units between two drops of the rate.', exclusiveMinimum: 0 }),
    unit: oneOf(['steps', 'epochs', 'shares'], { doc: 'The unit of `every`; `shares` are fractions of all steps.' }),
    factor: number({
      doc: 'The rate is multiplied by this at each drop.',
      exclusiveMinimum: 0,
      maximum: 1,
      default: 0.1,
    }),
  },
  /** Half a cosine from the learning rate to zero, over all steps. Source: Loshchilov and Hutter (2017), without restarts. */
  cosine: {},
  /** Linear from zero to the learning rate, then half a cosine down to zero. */
  warmup_cosine: { warmup: rise(0.1) },
  /**
   * Half a cosine up to the learning rate, then half a cosine down to almost zero; the momentum is constant. Source: PyTorch's
   * OneCycleLR with two phases and `cycle_momentum=False`; Smith and Topin (2018).
   */
  one_cycle: {
    warmup: rise(0.3),
    start_divisor: number({ doc: 'The first rate is the peak divided by this.', minimum: 1, default: 25 }),
    end_divisor: number({ doc: 'The last rate is the first divided by this.', minimum: 1, default: 10_000 }),
  },
};

export type Schedule = Choice<typeof schedules>;
