import type { Precision } from '../schema/train';

/** What a process is told besides the spec. */
export interface BenchJob {
  readonly precision: Precision;
  readonly batch: number;
  readonly threads: number;
  /** How long a round lasts, about. */
  readonly seconds: number;
  /** With `images.bin` and `labels.bin`, bytes; for races also the same with `train-` and `test-`, and the rates of all steps. */
  readonly dataFolder: string;
  readonly race?: RaceJob;
}

/** A training by the recipe of the spec, until so many of the test images are told right. */
export interface RaceJob {
  /** The share to be reached, 0 to 1. */
  readonly accuracy: number;
  readonly epochs: number;
  readonly trainCount: number;
  /** Steps between two looks at the test images, and at the end of each epoch. */
  readonly every: number;
}

/** What a process says once its first step is done; it then waits, so that it does not disturb the start of the next one. */
export interface Report {
  readonly peakMemoryBytes: number;
}

/** What it answers to `warm`, after some steps that nobody counts. */
export interface WarmReport {
  /** What it will take in a round. */
  readonly steps: number;
}

/** What it answers to `round`. */
export interface RoundReport extends Report {
  readonly images: number;
  readonly seconds: number;
}

/** What it answers to `peak`: null where it can't multiply matrices at full speed. */
export interface PeakReport {
  readonly flops: number | null;
}

/** What it answers to `race SEED`. */
export interface RaceReport {
  /** Spent on steps alone; null where the recipe ended before it was there. */
  readonly seconds: number | null;
  readonly steps: number;
  /** At the last look. */
  readonly accuracy: number;
}
