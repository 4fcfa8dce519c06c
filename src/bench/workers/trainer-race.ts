import type { Trainer } from '../../engines/trainer';
import { permutation } from '../../tensors/random/permutation';
import { takeBatch } from '../../training/loop/batches';
import { evaluate } from '../../training/loop/evaluate';
import type { BenchJob, RaceReport } from '../bench-job';
import { readRaceData } from '../race-data';

/** Trains with the settings of the spec to the test accuracy; the time of evaluations is not counted. */
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
