import type { Tf } from '../../engines/engine';
import type { Trainer } from '../../engines/trainer';
import { permutation } from '../../tensors/random/permutation';
import type { Split } from '../../training/datasets/dataset';
import { batchAt, takeBatch } from '../../training/loop/batches';
import { evaluate } from '../../training/loop/evaluate';
import type { BenchJob, RaceReport } from '../bench-job';
import { readRaceData } from '../race-data';
import type { Runner } from './serve-rounds';

/** Steps of one of modelc's own trainers over the batches of a split, at one learning rate. */
export function trainerSteps(trainer: Trainer, split: Split, batch: number, rate: number): Runner['run'] {
  const batches = split.count / batch;
  let step = 0;
  return async (steps) => {
    for (const end = step + steps; step < end; step++) {
      const { notFinite } = await trainer.train(batchAt(split, (step % batches) * batch, batch), rate);
      if (notFinite !== undefined) throw new Error(`${notFinite} is not finite in step ${step + 1}`);
    }
  };
}

/** Trains as the spec says until the test accuracy is reached. Evaluation does not count as time. */
export async function raceTrainer(
  trainer: Trainer,
  seed: number,
  { race, batch, dataFolder }: BenchJob,
): Promise<RaceReport> {
  if (!race) throw new Error('there is no race in the job');
  const { train, test, rates } = readRaceData(dataFolder);
  let [step, seconds, accuracy] = [0, 0, 0];
  for (let epoch = 0; epoch < race.epochs; epoch++) {
    const order = permutation(train.count, seed, epoch);
    for (let start = 0; start < train.count; ) {
      const began = performance.now();
      for (let count = 0; count < race.every && start < train.count; count++, start += batch, step++)
        await trainer.train(takeBatch(train, order.subarray(start, start + batch)), rates[step] as number);
      seconds += (performance.now() - began) / 1000;
      accuracy = (await evaluate(trainer, test, batch))?.accuracy ?? 0;
      if (accuracy >= race.accuracy) return { seconds, steps: step, accuracy };
    }
  }
  return { seconds: null, steps: step, accuracy };
}

const MATRIX_SIZE = 1024;
const PEAK_SECONDS = 0.4;

/** Floating-point operations per second of an engine in products of square matrices, the fastest of several. */
export function matrixPeak(tf: Tf): number {
  return tf
    .tidy(() => {
      const shape: [number, number] = [MATRIX_SIZE, MATRIX_SIZE];
      const [a, b] = [tf.randomUniform(shape), tf.randomUniform(shape)] as const;
      let least = Number.POSITIVE_INFINITY;
      for (const end = performance.now() + 1000 * PEAK_SECONDS; performance.now() < end; ) {
        const start = performance.now();
        // Reading one number waits for the product.
        tf.tidy(() => tf.slice(tf.matMul(a, b), [0, 0], [1, 1]).dataSync());
        least = Math.min(least, (performance.now() - start) / 1000);
      }
      return tf.scalar((2 * MATRIX_SIZE ** 3) / least);
    })
    .dataSync()[0] as number;
}
