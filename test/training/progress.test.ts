import { PassThrough } from 'node:stream';
import { makePlan } from '../../src/training/loop/plan';
import type { EpochReport, StepReport } from '../../src/training/loop/train-loop';
import { describeEpoch } from '../../src/training/progress/epoch-line';
import { progressBar } from '../../src/training/progress/progress-bar';
import { type Progress, progressLine, progressTexts } from '../../src/training/progress/progress-line';
import { progressLines } from '../../src/training/progress/progress-lines';

const plan = makePlan(60_000, 3, 64);
const usual: Progress = { epoch: 1, step: 312, loss: 0.4312, accuracy: 0.8712, imagesPerSecond: 2217 };
const wide: Progress = { epoch: 99_999, step: 1e9, loss: 1.5e38, accuracy: 1, imagesPerSecond: 1.234e9 };
const long = makePlan(1e9, 100_000, 1);

test.each([
  [40, '11 %  loss 0.4312  accuracy 87.12 %'],
  [79, 'epoch 1/3  [=-----------]  11 %  1 min 12 s left  loss 0.4312  accuracy 87.12 %'],
  [199, 'epoch 1/3  [==----------------------]  11 %  1 min 12 s left  loss 0.4312  accuracy 87.12 %  2,217 images/s'],
])('a line for %d columns', (width, line) => expect(progressLine(usual, plan, width)).toBe(line));

test('fits any width, and never cuts a figure', () => {
  for (const [progress, of] of [
    [usual, plan],
    [wide, long],
    [{ ...wide, loss: undefined, accuracy: undefined, imagesPerSecond: undefined }, long],
    [{ ...usual, step: 0 }, plan],
  ] as const) {
    const texts = Object.values(progressTexts(progress, of));
    for (let width = 1; width <= 250; width++) {
      const line = progressLine(progress, of, width);
      expect(line.length).toBeLessThanOrEqual(width);
      const parts = line === '' ? [] : line.replace(/\[[=-]*\] {2}/, '').split('  ');
      expect(parts.filter((part) => !texts.includes(part))).toEqual([]);
    }
  }
});

const validation = { loss: 0.25, accuracy: 0.75, correct: 3, count: 4 };
const epoch: EpochReport = {
  ...{ epoch: 1, step: 938, loss: 0.4, accuracy: 0.9, imagesPerSecond: 2217, seconds: 27 },
  validation,
};

test('an epoch breaks between figures', () => {
  expect(describeEpoch(epoch, 3, 79).split('\n')).toEqual([
    'epoch 1/3  loss 0.4000  accuracy 90.00 %  validation loss 0.2500',
    '  validation accuracy 75.00 %  2,217 images/s  27 s',
  ]);
  expect(describeEpoch(epoch, 3)).not.toContain('\n');
});

const stepOf = (step: number): StepReport => ({
  ...{ epoch: 1, step, loss: 2 / step, correct: 32, count: 64, learningRate: 0.1, seconds: 1 },
});

test('without a terminal: a line after 20 quiet seconds and for each epoch', () => {
  let now = 0;
  const lines: string[] = [];
  const observer = progressLines(
    plan,
    (line) => lines.push(line),
    () => now,
  );
  for (let step = 1; step <= 50; step++) {
    now += 1000;
    observer.step(stepOf(step));
  }
  observer.epoch(epoch);
  now += 19_000;
  observer.step(stepOf(51));
  expect(lines).toEqual([
    'epoch 1/3  step 20 of 2,814 (0 %)  loss 0.3598  accuracy 50.00 %  64 images/s  46 min 34 s left',
    'epoch 1/3  step 40 of 2,814 (1 %)  loss 0.2139  accuracy 50.00 %  64 images/s  46 min 14 s left',
    describeEpoch(epoch, 3),
  ]);
});

test('a bar follows the width of the terminal', async () => {
  const stream = Object.assign(new PassThrough(), { isTTY: true, columns: 60 });
  let written = '';
  stream.on('data', (text) => {
    written += text;
  });
  const bar = progressBar(plan, stream as unknown as NodeJS.WriteStream);
  const lineAt = async (columns: number, step: number): Promise<string> => {
    stream.columns = columns;
    written = '';
    bar.step(stepOf(step));
    await new Promise((resolve) => setTimeout(resolve, 250));
    return written.match(/\d+ %.*?accuracy [\d.]+ %(?: {2}[\d,]+ images\/s)?/)?.[0] ?? '';
  };
  const [narrow, broad] = [await lineAt(40, 300), await lineAt(200, 400)];
  bar.stop();
  bar.stop();
  expect(narrow).toMatch(/^10 % {2}loss [\d.]+ {2}accuracy 50.00 %$/);
  expect(broad).toMatch(/^14 % {2}.* left {2}loss [\d.]+ {2}accuracy 50.00 % {2}64 images\/s$/);
});
