import { setImmediate } from 'node:timers/promises';
import type { Trainer } from '../../engines/trainer';
import type { Split } from '../datasets/dataset';
import { batchAt } from './batches';
import { Meter } from './meter';

/** The performance of a model on a split. */
export interface Evaluation {
  /** Mean over all images. */
  readonly loss: number;
  /** Fraction of images whose highest score is that of their class, 0 to 1. */
  readonly accuracy: number;
  readonly correct: number;
  readonly count: number;
}

/** Evaluates a whole split once; undefined if `interrupted` became true. */
export async function evaluate(
  trainer: Trainer,
  split: Split,
  batchSize: number,
  interrupted: () => boolean = () => false,
): Promise<Evaluation | undefined> {
  const meter = new Meter();
  for (let start = 0; start < split.count; start += batchSize) {
    if (interrupted()) return undefined;
    const batch = batchAt(split, start, batchSize);
    meter.add(await trainer.evaluate(batch), batch.count, 0);
    await setImmediate();
  }
  const { loss, accuracy, correct, count } = meter;
  return { loss, accuracy, correct, count };
}
