import { softmaxCrossEntropy } from '../../../src/training/eager/softmax-cross-entropy';

const bytes = (...values: number[]): Uint8Array => Uint8Array.from(values);

test.each([
  ['even scores', [0, 0, 0, 0], [2], Math.log(4), 0],
  ['two classes', [1, 0], [0], Math.log(1 + Math.exp(-1)), 1],
  ['the mean of two samples', [1, 0, 1, 0], [0, 1], (Math.log(1 + Math.exp(-1)) + Math.log(1 + Math.E)) / 2, 1],
  ['large scores do not overflow', [1e4, 0], [0], 0, 1],
  ['large and wrong', [1e4, 0], [1], 1e4, 0],
  ['of equal scores the first is the highest', [3, 3], [0], Math.log(2), 1],
])('%s', (_name, scores, labels, loss, correct) => {
  const result = softmaxCrossEntropy(scores, bytes(...labels), labels.length, scores.length / labels.length);
  expect(result.loss).toBeCloseTo(loss, 10);
  expect(result.correct).toBe(correct);
});

test('the gradient is the slope of the mean loss', () => {
  const scores = [0.3, -1.2, 2.0, 0.7, 0.1, -0.4];
  const labels = bytes(2, 0);
  const lossAt = (index: number, change: number): number =>
    softmaxCrossEntropy(scores.with(index, (scores[index] as number) + change), labels, 2, 3).loss;
  const slopes = scores.map((_, index) => (lossAt(index, 1e-5) - lossAt(index, -1e-5)) / 2e-5);
  const { gradient } = softmaxCrossEntropy(scores, labels, 2, 3);
  expect(Array.from(gradient)).toEqual(slopes.map((slope) => expect.closeTo(slope, 7)));
});

test.each([
  ['NaN', Number.NaN],
  ['infinity', Number.POSITIVE_INFINITY],
])('a score of %s shows in the loss', (_name, score) => {
  expect(softmaxCrossEntropy([0, score], bytes(0), 1, 2).loss).toBeNaN();
});
