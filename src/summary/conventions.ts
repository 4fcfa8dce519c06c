import type { Cost } from '../graph/weights';

/** One convention of counting; every published number follows one of them. */
export interface Convention {
  readonly parameters: number;
  /** Multiply-accumulates for one sample, forward. */
  readonly macs: number;
}

/**
 * Four ways to count one net: trainable weights only, or with statistics (running means and variances) and frozen weights; each with
 * and without auxiliary heads, the nodes that only training-only outputs need.
 */
export interface Conventions {
  readonly trainable: Convention;
  readonly with_statistics: Convention;
  readonly trainable_without_auxiliary: Convention;
  readonly with_statistics_without_auxiliary: Convention;
}

/** `lasting` is what is left without the auxiliary heads. */
export function conventionsOf(all: Cost, lasting: Cost): Conventions {
  return {
    trainable: { parameters: all.trainable, macs: all.macs },
    with_statistics: { parameters: all.parameters, macs: all.macs },
    trainable_without_auxiliary: { parameters: lasting.trainable, macs: lasting.macs },
    with_statistics_without_auxiliary: { parameters: lasting.parameters, macs: lasting.macs },
  };
}
