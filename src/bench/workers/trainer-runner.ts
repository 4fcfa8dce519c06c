import type { Trainer } from '../../engines/trainer';
import type { Split } from '../../training/datasets/dataset';
import { batchAt } from '../../training/loop/batches';
import type { BenchJob } from '../bench-job';
import type { Runner } from './serve-rounds';

/** One of modelc's own engines. */
export function trainerRunner(
  trainer: Trainer,
  split: Split,
  { batch }: BenchJob,
  rate: number,
  others: Pick<Runner, 'peak' | 'race'>,
): Runner {
  const batches = split.count / batch;
  let step = 0;
  return {
    ...others,
    async run(steps) {
      for (const end = step + steps; step < end; step++) {
        const { notFinite } = await trainer.train(batchAt(split, (step % batches) * batch, batch), rate);
        if (notFinite !== undefined) throw new Error(`${notFinite} is not finite in step ${step + 1}`);
      }
    },
  };
}
