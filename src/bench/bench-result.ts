import type { Precision } from '../schema/train';

/** Of several rounds. */
export interface Spread {
  readonly min: number;
  readonly median: number;
  readonly max: number;
}

/** What one engine came to. */
export interface EngineResult {
  readonly name: string;
  readonly precision: Precision;
  readonly imagesPerSecond: Spread;
  /** Images a second in each round, in order: those of one round met the same noise. */
  readonly rates: readonly number[];
  /** From the start of its process to the end of its first step. */
  readonly startupSeconds: number;
  readonly peakMemoryBytes: number;
  /** Of the fastest product of two matrices in the same run; null for other precisions, and where nobody could measure it. */
  readonly shareOfPeak: number | null;
  /** Where races were asked for, one for each seed from 1 on; empty for an engine that can't train by a recipe. */
  readonly races?: readonly Race[];
}

/** A training by the recipe of the spec. */
export interface Race {
  readonly seed: number;
  /** Of training until the accuracy was there; null where it never was. */
  readonly seconds: number | null;
  /** On the test images at the last look, 0 to 1. */
  readonly accuracy: number;
}

/** What `modelc bench --format json` prints (`schema/bench.schema.json`). */
export interface BenchResult {
  readonly schemaVersion: 1;
  readonly spec: string;
  readonly batch: number;
  readonly rounds: number;
  readonly threads: number;
  /** Such as `MNIST` or `random pixels`. */
  readonly data: string;
  /** The CPU by its own name. */
  readonly machine: string;
  /** Operations a second in the fastest product of two matrices of f32; null where nobody could measure it. */
  readonly peakFlops: number | null;
  /** To be reached in the races, 0 to 1; null where there were none. */
  readonly accuracy: number | null;
  readonly engines: readonly EngineResult[];
  readonly skipped: readonly { readonly name: string; readonly precision: Precision; readonly reason: string }[];
}

/** The median of what an engine did in a round over what another one did in the same round. */
export function pairedRatio(engine: EngineResult, other: EngineResult): number {
  return spreadOf(engine.rates.map((rate, round) => rate / (other.rates[round] ?? rate))).median;
}

export function spreadOf(values: readonly number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (index: number): number => sorted[index] ?? 0;
  const middle = (sorted.length - 1) / 2;
  return { min: at(0), median: (at(Math.floor(middle)) + at(Math.ceil(middle))) / 2, max: at(sorted.length - 1) };
}
