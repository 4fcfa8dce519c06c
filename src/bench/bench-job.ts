import type { Precision } from '../schema/train';

/** What a process is told besides the spec. */
export interface BenchJob {
  readonly precision: Precision;
  readonly batch: number;
  readonly threads: number;
  /** How long a round lasts, about. */
  readonly seconds: number;
  /** With `images.bin` and `labels.bin`, bytes. */
  readonly dataFolder: string;
}

/** What a process says once its first step is done, and again after each round. */
export interface Report {
  readonly peakMemoryBytes: number;
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
