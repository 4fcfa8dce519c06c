import { formatCount, formatLoss, formatSeconds, formatShare } from '../../../src/training/progress/format';
import { renderResult } from '../../../src/training/progress/render-result';
import type { RunResult } from '../../../src/training/run-folder/run-result';

test.each([
  [0.9898, '98.98 %'],
  [0.98979, '98.97 %'],
  [1, '100.00 %'],
  [0.999999, '99.99 %'],
  [0.29, '29.00 %'],
  [0, '0.00 %'],
])('share %d', (share, expected) => expect(formatShare(share)).toBe(expected));

test.each([
  [0, '0.0 s'],
  [9.94, '9.9 s'],
  [59.4, '59 s'],
  [59.6, '1 min 00 s'],
  [83.4, '1 min 23 s'],
  [3599.9, '1 h 00 min'],
  [3725, '1 h 02 min'],
])('%d seconds', (seconds, expected) => expect(formatSeconds(seconds)).toBe(expected));

test.each([
  [0.03117, '0.0312'],
  [999_999, '999999.0000'],
  [1.5e38, '1.500e+38'],
])('loss %d', (loss, expected) => expect(formatLoss(loss)).toBe(expected));

test('counts', () => expect([9898, 12.6, 1e6].map(formatCount)).toEqual(['9,898', '13', '1,000,000']));

test('the result of a run, for people', () => {
  const same = (text: string): string => text;
  const paint = { bold: same, red: same, yellow: same, cyan: same, dim: same };
  const result: RunResult = {
    ...{
      schemaVersion: 1,
      name: 'n',
      engine: 'wasm',
      engineDescription: 'e',
      precision: 'f32',
      seed: 1,
      batchSize: 64,
      epochs: 3,
    },
    ...{
      steps: 2814,
      plannedSteps: 2814,
      interrupted: null,
      training: { epoch: 2, loss: 0.25, accuracy: 0.9 },
      validation: null,
      seconds: 81.2,
      imagesPerSecond: 2216.7,
    },
    test: { loss: 0.03117, accuracy: 0.9898, correct: 9898, count: 10000 },
    ...{ folder: 'runs/n-1', weights: 'runs/n-1/weights.safetensors' },
  };
  expect(renderResult(result, paint).split('\n')).toEqual([
    'test accuracy       98.98 % (9,898 of 10,000)',
    'test loss           0.0312',
    'time                1 min 21 s, 2,217 images/s',
    'weights             runs/n-1/weights.safetensors',
  ]);
  const interrupted = renderResult({ ...result, test: null, interrupted: 'SIGTERM', steps: 1000 }, paint);
  expect(interrupted.split('\n')).toEqual([
    'ended by            SIGTERM after 1,000 of 2,814 steps',
    'training accuracy   90.00 % (mean of epoch 2)',
    'training loss       0.2500',
    'time                1 min 21 s, 2,217 images/s',
    'weights             runs/n-1/weights.safetensors',
  ]);
});
