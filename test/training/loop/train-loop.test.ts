import { permutation } from '../../../src/tensors/random/permutation';
import type { Split } from '../../../src/training/datasets/dataset';
import { makePlan } from '../../../src/training/loop/plan';
import { type EpochReport, type LoopOptions, type StepReport, trainLoop } from '../../../src/training/loop/train-loop';
import { fakeTrainer } from './support';

/** Ten images of one byte, each its own class. */
const ten: Split = { count: 10, images: Uint8Array.from(Array(10).keys()), labels: Uint8Array.from(Array(10).keys()) };

async function run(options: Partial<LoopOptions> = {}, trainer = fakeTrainer()) {
  const steps: StepReport[] = [];
  const epochs: EpochReport[] = [];
  const end = await trainLoop({
    trainer,
    split: ten,
    validation: undefined,
    plan: makePlan(10, 2, 4),
    seed: 5,
    rateAt: (step) => step / 10,
    observer: { step: (report) => steps.push(report), epoch: (report) => void epochs.push(report) },
    interrupted: () => false,
    ...options,
  });
  return { end, steps, epochs, calls: trainer.calls };
}

test.each([
  ['whole batches', 60000, 3, 60, undefined, { stepsPerEpoch: 1000, totalSteps: 3000, steps: 3000 }],
  ['a last, smaller batch', 60000, 3, 64, undefined, { stepsPerEpoch: 938, totalSteps: 2814, steps: 2814 }],
  ['a limit leaves the horizon', 60000, 3, 64, 300, { stepsPerEpoch: 938, totalSteps: 2814, steps: 300 }],
  ['a limit beyond the end', 10, 1, 4, 99, { stepsPerEpoch: 3, totalSteps: 3, steps: 3 }],
  ['a batch larger than the set', 10, 2, 64, undefined, { stepsPerEpoch: 1, totalSteps: 2, steps: 2 }],
])('plan: %s', (_name, count, epochs, batchSize, limit, expected) => {
  expect(makePlan(count, epochs, batchSize, limit)).toEqual({ epochs, batchSize, ...expected });
});

test('every epoch visits all images once, in an order from the seed; the last batch is smaller', async () => {
  const { end, calls } = await run();
  expect(end).toMatchObject({ reason: 'finished', steps: 6, images: 20 });
  expect(calls.map(({ labels }) => labels.length)).toEqual([4, 4, 2, 4, 4, 2]);
  expect(calls.map(({ step }) => step)).toEqual([0, 1, 2, 3, 4, 5]);
  expect(calls.map(({ rate }) => rate)).toEqual([0, 0.1, 0.2, 0.3, 0.4, 0.5]);
  const seen = calls.flatMap(({ labels }) => labels);
  expect(seen).toEqual([...permutation(10, 5, 0), ...permutation(10, 5, 1)]);
  expect(seen.slice(0, 10)).not.toEqual(seen.slice(10));
});

test('an epoch reports means over its images, so a smaller batch counts less', async () => {
  const { epochs } = await run();
  expect(epochs).toMatchObject([
    { epoch: 1, step: 3, loss: (0 * 4 + 1 * 4 + 2 * 2) / 10, accuracy: 1 },
    { epoch: 2, step: 6, loss: (3 * 4 + 4 * 4 + 5 * 2) / 10, accuracy: 1 },
  ]);
});

test('a limit on steps can end within an epoch, which is reported', async () => {
  const { end, epochs, calls } = await run({ plan: makePlan(10, 2, 4, 4) });
  expect(end).toMatchObject({ reason: 'finished', steps: 4, images: 14 });
  expect(calls).toHaveLength(4);
  expect(epochs.map(({ epoch, step }) => [epoch, step])).toEqual([
    [1, 3],
    [2, 4],
  ]);
});

test('held-out images are evaluated after each epoch', async () => {
  const { epochs } = await run({ validation: ten });
  expect(epochs[1]?.validation).toEqual({ loss: 2, accuracy: 0.7, correct: 7, count: 10 });
});

test('an interruption finishes the current step, and starts no other', async () => {
  let done = 0;
  const observer = { step: () => void done++, epoch: () => undefined };
  const { end, calls } = await run({ observer, interrupted: () => done === 2 });
  expect(end).toMatchObject({ reason: 'interrupted', steps: 2, images: 8 });
  expect(calls).toHaveLength(2);
});

test('signals and timers are handled between steps', async () => {
  let turned = false;
  setImmediate(() => {
    turned = true;
  });
  const turns: boolean[] = [];
  await run({ observer: { step: () => turns.push(turned), epoch: () => undefined } });
  expect(turns).toEqual([false, true, true, true, true, true]);
});

test('a non-finite step ends the run and is not counted', async () => {
  const { end, steps } = await run({}, fakeTrainer(4));
  expect(end).toMatchObject({ reason: 'diverged', steps: 4, notFinite: 'the loss' });
  expect(steps).toHaveLength(4);
});
