import type { Precision } from '../schema/train';

/** Over several rounds. */
export interface Spread {
  readonly min: number;
  readonly median: number;
  readonly max: number;
}

/** The result of one engine. */
export interface EngineResult {
  readonly name: string;
  readonly precision: Precision;
  readonly imagesPerSecond: Spread;
  /** Images per second in each round, in order: those of one round were exposed to the same noise. */
  readonly rates: readonly number[];
  /** From the start of its process to the end of its first step. */
  readonly startupSeconds: number;
  readonly peakMemoryBytes: number;
  /** Relative to the fastest matrix product of the same run; null for other precisions, and if nobody could measure it. */
  readonly shareOfPeak: number | null;
  /** If races were requested, one per seed from 1; empty for an engine that cannot train with the settings of a spec. */
  readonly races?: readonly Race[];
}

/** One training with the settings of the spec. */
export interface Race {
  readonly seed: number;
  /** Training time until the accuracy was reached; null if it never was. */
  readonly seconds: number | null;
  /** On the test images at the last evaluation, 0 to 1. */
  readonly accuracy: number;
}

/** The output of `modelc bench --format json` (`schema/bench.schema.json`). */
export interface BenchResult {
  readonly schemaVersion: 1;
  readonly spec: string;
  readonly batch: number;
  readonly rounds: number;
  readonly threads: number;
  /** Such as `MNIST` or `random pixels`. */
  readonly data: string;
  /** The CPU's own name. */
  readonly machine: string;
  /** Operations per second in the fastest f32 matrix product; null if nobody could measure it. */
  readonly peakFlops: number | null;
  /** The accuracy of the races, 0 to 1; null without races. */
  readonly accuracy: number | null;
  readonly engines: readonly EngineResult[];
  readonly skipped: readonly { readonly name: string; readonly precision: Precision; readonly reason: string }[];
}

/** The median over the rounds of one engine's result relative to another's in the same round. */
export function pairedRatio(engine: EngineResult, other: EngineResult): number {
  return spreadOf(engine.rates.map((rate, round) => rate / (other.rates[round] ?? rate))).median;
}

export function spreadOf(values: readonly number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (index: number): number => sorted[index] ?? 0;
  const middle = (sorted.length - 1) / 2;
  return { min: at(0), median: (at(Math.floor(middle)) + at(Math.ceil(middle))) / 2, max: at(sorted.length - 1) };
}
