import { clipGradients, optimizerRow } from '../../src/engines/eager/optimizers';
import { type Optimizer, slotsOf, optimizers as words } from '../../src/schema/optimizers';
import type { Clip } from '../../src/schema/train';
import { readTrainingFixture } from '../fixtures/pytorch/fixtures';

const { optimizers: fixtures } = readTrainingFixture();
type Fixture = (typeof fixtures)[number];

/** The weights of a fixture after its steps, in float64; gradients must stay as they were. */
function train({ start, gradients, rates, clip }: Fixture, optimizer: Optimizer, decays = true): number[][] {
  const row = optimizerRow(optimizer);
  const weights = start.map((numbers) => ({
    values: Float64Array.from(numbers),
    slots: Array.from({ length: slotsOf(optimizer) }, () => new Float64Array(numbers.length)),
    decays,
  }));
  gradients.forEach((given, step) => {
    const slopes = clipGradients(given, clip ?? undefined);
    weights.forEach((weight, index) => {
      const kept = Array.from(slopes[index] ?? []);
      row.update(optimizer, weight, slopes[index] ?? [], { rate: rates[step] as number, step });
      expect(Array.from(slopes[index] ?? [])).toEqual(kept);
    });
  });
  return weights.map(({ values }) => Array.from(values));
}

const near = (weights: readonly (readonly number[])[]) =>
  weights.map((values) => values.map((value) => expect.closeTo(value, 12)));

test.each(fixtures.map((fixture) => [fixture.name, fixture] as const))(
  '%s takes the 20 steps of PyTorch',
  (_name, fixture) => expect(train(fixture, fixture.optimizer)).toEqual(near(fixture.end)),
);

test('every optimizer has fixtures, and each detects a different optimizer', () => {
  expect([...new Set(fixtures.map(({ optimizer }) => optimizer.type))].sort()).toEqual(Object.keys(words).sort());
  const found = fixtures.map((fixture) => String(train(fixture, fixture.optimizer)));
  expect(new Set(found).size).toBe(fixtures.length);
});

test.each(['SGD that decays', 'AdamW that decays much'])(
  'the decay of %s does not touch weights without decay',
  (name) => {
    const fixture = fixtures.find((candidate) => candidate.name === name) as Fixture;
    const without = { ...fixture.optimizer, weight_decay: 0 } as Optimizer;
    expect(train(fixture, fixture.optimizer, false)).toEqual(train(fixture, without));
    expect(train(fixture, fixture.optimizer)).not.toEqual(train(fixture, without));
  },
);

test('Nesterov without momentum is plain SGD', () => {
  const fixture = fixtures.find(({ name }) => name === 'plain SGD') as Fixture;
  expect(train(fixture, { ...fixture.optimizer, nesterov: true } as Optimizer)).toEqual(near(fixture.end));
});

test.each<readonly [string, Clip | undefined, readonly number[][]]>([
  ['no bound', undefined, [[3, 0], [-4]]],
  ['a length above theirs', { by: 'norm', limit: 6 }, [[3, 0], [-4]]],
  ['their own length', { by: 'norm', limit: 5 }, [[3, 0], [-4]]],
  ['half of their length', { by: 'norm', limit: 2.5 }, [[1.5, 0], [-2]]],
  ['a value between theirs', { by: 'value', limit: 3.5 }, [[3, 0], [-3.5]]],
  ['a small value', { by: 'value', limit: 1 }, [[1, 0], [-1]]],
])('gradients within %s', (_name, clip, expected) => {
  const given = [[3, 0], [-4]];
  expect(clipGradients(given, clip).map((slopes) => Array.from(slopes))).toEqual(expected);
  expect(given).toEqual([[3, 0], [-4]]);
});
