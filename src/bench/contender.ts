import type { Precision } from '../schema/train';
import type { BenchProcess } from './bench-process';
import type { BenchResult, Race } from './bench-result';
import type { EntryName } from './entries';

/** An engine or framework that takes part, and its results so far. */
export interface Contender {
  readonly name: EntryName;
  readonly precision: Precision;
  readonly process: BenchProcess;
  /** As returned by `commandOf`. */
  readonly sharesOperations: boolean;
  readonly startupSeconds: number;
  readonly rates: number[];
  readonly races: Race[];
  peakMemoryBytes: number;
}

export type Skipped = BenchResult['skipped'][number];

/** One round of each; a process that fails is skipped from then on. */
export async function inTurns(
  contenders: Contender[],
  skipped: Skipped[],
  turn: (contender: Contender) => Promise<void>,
): Promise<void> {
  for (const contender of [...contenders]) {
    try {
      await turn(contender);
    } catch (error) {
      const { name, precision, process } = contender;
      process.stop();
      contenders.splice(contenders.indexOf(contender), 1);
      skipped.push({ name, precision, reason: (error as Error).message });
    }
  }
}
