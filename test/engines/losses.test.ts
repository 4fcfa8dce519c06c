import { lossOfScores } from '../../src/engines/eager/losses';
import { type Loss, losses as words } from '../../src/schema/losses';
import { readTrainingFixture } from '../fixtures/pytorch/fixtures';

const { losses: fixtures } = readTrainingFixture();
const softmax: Loss = { type: 'softmax_cross_entropy', label_smoothing: 0 };
const binary: Loss = { type: 'binary_cross_entropy' };
const squares: Loss = { type: 'mean_squared_error' };

function run(loss: Loss, scores: readonly number[], labels: readonly number[]) {
  const count = labels.length;
  return lossOfScores(loss, { scores, labels: Uint8Array.from(labels), count, units: scores.length / count });
}

test.each(fixtures.map((fixture) => [fixture.name, fixture] as const))('%s is that of PyTorch', (_name, fixture) => {
  const { loss, gradient } = run(fixture.loss, fixture.scores, fixture.labels);
  expect(loss).toBeCloseTo(fixture.value, 12);
  expect(Array.from(gradient)).toEqual(fixture.gradient.map((slope) => expect.closeTo(slope, 7)));
});

test('every loss has a fixture', () => {
  expect([...new Set(fixtures.map(({ loss }) => loss.type))].sort()).toEqual(Object.keys(words).sort());
});

test.each<readonly [string, Loss, readonly number[], readonly number[], number, number]>([
  ['even scores', softmax, [0, 0, 0, 0], [2], Math.log(4), 0],
  ['two classes', softmax, [1, 0], [0], Math.log(1 + Math.exp(-1)), 1],
  [
    'the mean of two samples',
    softmax,
    [1, 0, 1, 0],
    [0, 1],
    (Math.log(1 + Math.exp(-1)) + Math.log(1 + Math.E)) / 2,
    1,
  ],
  ['large scores do not overflow', softmax, [1e4, 0], [0], 0, 1],
  ['large and wrong', softmax, [1e4, 0], [1], 1e4, 0],
  ['of equal scores the first is the highest', softmax, [3, 3], [0], Math.log(2), 1],
  ['smoothing, computed by hand', { ...softmax, label_smoothing: 0.5 }, [1, 0], [0], Math.log(1 + Math.E) - 0.75, 1],
  ['binary, even', binary, [0, 0], [0], Math.log(2), 1],
  ['binary, large and right', binary, [1e4, -1e4], [0], 0, 1],
  ['binary, large and wrong', binary, [-1e4, 1e4], [0], 1e4, 0],
  ['squares, computed by hand', squares, [0.5, 2], [0], (0.25 + 4) / 2, 0],
])('%s', (_name, loss, scores, labels, value, correct) => {
  const result = run(loss, scores, labels);
  expect(result.loss).toBeCloseTo(value, 10);
  expect(result.correct).toBe(correct);
});

test.each([softmax, { ...softmax, label_smoothing: 0.2 }, binary, squares])(
  'the gradient of $type is the slope of the mean loss',
  (loss) => {
    const scores = [0.3, -1.2, 2.0, 0.7, 0.1, -0.4];
    const lossAt = (index: number, change: number): number =>
      run(loss, scores.with(index, (scores[index] as number) + change), [2, 0]).loss;
    const slopes = scores.map((_, index) => (lossAt(index, 1e-5) - lossAt(index, -1e-5)) / 2e-5);
    expect(Array.from(run(loss, scores, [2, 0]).gradient)).toEqual(slopes.map((slope) => expect.closeTo(slope, 7)));
  },
);

test.each([Number.NaN, Number.POSITIVE_INFINITY])('a score of %d shows in every loss', (score) => {
  for (const loss of [softmax, binary, squares]) expect(Number.isFinite(run(loss, [0, score], [0]).loss)).toBe(false);
});
