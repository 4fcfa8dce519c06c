import type { Precision } from '../schema/train';

/** What a process gets besides the spec. */
export interface BenchJob {
  readonly precision: Precision;
  readonly batch: number;
  readonly threads: number;
  /** The approximate length of a round. */
  readonly seconds: number;
  /**
   * Contains `images.bin` and `labels.bin` as bytes; for races also the same with `train-` and `test-`, and the rates of all
   * steps.
   */
  readonly dataFolder: string;
  readonly race?: RaceJob;
}

/** Training with the settings of the spec to a test accuracy. */
export interface RaceJob {
  /** The accuracy to reach, 0 to 1. */
  readonly accuracy: number;
  readonly epochs: number;
  readonly trainCount: number;
  /** Steps between two evaluations on the test images; there is another at the end of each epoch. */
  readonly every: number;
}

/** What a process reports after its first step; it then waits, so that it does not disturb the start of the next one. */
export interface Report {
  readonly peakMemoryBytes: number;
}

/** The answer to `warm`, after some uncounted steps. */
export interface WarmReport {
  /** The number of images per round. */
  readonly steps: number;
}

/** The answer to `round`. */
export interface RoundReport extends Report {
  readonly images: number;
  readonly seconds: number;
}

/** The answer to `peak`: null if it cannot multiply matrices at full speed. */
export interface PeakReport {
  readonly flops: number | null;
}

/** The answer to `race SEED`. */
export interface RaceReport {
  /** Time spent on steps only; null if training ended before reaching the accuracy. */
  readonly seconds: number | null;
  readonly steps: number;
  /** At the last evaluation. */
  readonly accuracy: number;
}
