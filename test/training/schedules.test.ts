import { type Schedule, schedules as words } from '../../src/schema/schedules';
import { learningRateAt } from '../../src/training/schedules/schedules';
import { readTrainingFixture } from '../fixtures/pytorch/fixtures';

const { schedules: fixtures } = readTrainingFixture();
const constant: Schedule = { type: 'constant' };
const cosine: Schedule = { type: 'cosine' };
const warm = (warmup: number): Schedule => ({ type: 'warmup_cosine', warmup });
const cycle = (warmup: number): Schedule => ({ type: 'one_cycle', warmup, start_divisor: 25, end_divisor: 10_000 });
const fall = (every: number, unit: 'steps' | 'epochs' | 'shares'): Schedule => ({
  type: 'step',
  every,
  unit,
  factor: 0.1,
});

test.each(fixtures.map((fixture) => [fixture.name, fixture] as const))(
  '%s gives the rates of PyTorch',
  (_name, { schedule, rates, ...horizon }) => {
    const found = rates.map((_, step) => learningRateAt(schedule, step, horizon, 0.1));
    expect(found).toEqual(rates.map((rate) => expect.closeTo(rate, 14)));
    expect(new Set(found).size).toBeGreaterThan(1);
  },
);

test('every schedule that changes has a fixture', () => {
  const held = new Set<string>(fixtures.map(({ schedule }) => schedule.type));
  expect(Object.keys(words).filter((word) => !held.has(word))).toEqual(['constant']);
});

test.each([
  ['constant, first', constant, 0, 100, 0.1],
  ['constant, last', constant, 99, 100, 0.1],
  ['cosine starts at the peak', cosine, 0, 100, 0.1],
  ['cosine, a third: cos 60 degrees', cosine, 40, 120, 0.075],
  ['cosine would end at zero', cosine, 100, 100, 0],
  ['warm-up starts at zero', warm(0.25), 0, 100, 0],
  ['warm-up rises in a straight line', warm(0.25), 5, 100, 0.02],
  ['the peak ends the warm-up', warm(0.25), 25, 100, 0.1],
  ['after it, half-way down', warm(0.2), 60, 100, 0.05],
  ['a warm-up that ends between two steps', warm(0.25), 2, 10, 0.08],
  ['no warm-up is a cosine', warm(0), 40, 120, 0.075],
  ['one step in all', warm(0.1), 0, 1, 0],
  ['one cycle of one step has its last rate', cycle(0.3), 0, 1, 0.1 / 25 / 10_000],
  ['one cycle whose rise ends at the first step', cycle(0.1), 0, 10, 0.1],
  ['one cycle without a rise', cycle(0), 9, 10, 0.1 / 25 / 10_000],
  ['the step before a fall', fall(0.07, 'shares'), 6, 100, 0.1],
  ['a fall at a share that floating point misses', fall(0.07, 'shares'), 7, 100, 0.01],
  ['a fall after half an epoch of 50 steps', fall(0.5, 'epochs'), 25, 100, 0.01],
  ['falls in steps', fall(3, 'steps'), 9, 100, 0.0001],
])('%s', (_name, schedule, step, totalSteps, expected) => {
  expect(learningRateAt(schedule, step, { totalSteps, stepsPerEpoch: 50 }, 0.1)).toBeCloseTo(expected, 12);
});
