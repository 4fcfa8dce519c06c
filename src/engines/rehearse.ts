import { product } from '../dimensions/dimension';
import { onlyInput } from '../graph/graph';
import type { TypedGraph } from '../graph/typed-graph';
import type { Batch, Trainer } from './trainer';

/** Enough for statistics of a batch. */
const SAMPLES = 2;

/**
 * Runs a step and an evaluation on a few blank samples, and takes the step back. TensorFlow rewrites a program when it first runs
 * it, so only then does it show whether every operation has a kernel. Rejects as the trainer does.
 */
export async function rehearse(trainer: Trainer, graph: TypedGraph): Promise<void> {
  const { shape } = onlyInput(graph);
  const batch: Batch = {
    images: new Uint8Array(SAMPLES * product(shape)),
    labels: new Uint8Array(SAMPLES),
    count: SAMPLES,
  };
  const start = await trainer.state();
  await trainer.evaluate(batch);
  await trainer.train(batch, 0);
  await trainer.restore(start);
}
