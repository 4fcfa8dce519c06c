import type { Schedule } from '../../src/schema/train';
import { learningRateAt } from '../../src/training/schedules/schedules';

const constant: Schedule = { type: 'constant' };
const cosine: Schedule = { type: 'cosine' };
const warm = (warmup: number): Schedule => ({ type: 'warmup_cosine', warmup });

test.each([
  ['constant, first', constant, 0, 100, 0.1],
  ['constant, last', constant, 99, 100, 0.1],
  ['cosine starts at the peak', cosine, 0, 100, 0.1],
  ['cosine, a third: cos 60 degrees', cosine, 40, 120, 0.075],
  ['cosine, half-way', cosine, 50, 100, 0.05],
  ['cosine, two thirds', cosine, 80, 120, 0.025],
  ['cosine would end at zero', cosine, 100, 100, 0],
  ['warm-up starts at zero', warm(0.25), 0, 100, 0],
  ['warm-up rises in a straight line', warm(0.25), 5, 100, 0.02],
  ['the peak ends the warm-up', warm(0.25), 25, 100, 0.1],
  ['after it, half-way down', warm(0.2), 60, 100, 0.05],
  ['after it, two thirds of the way', warm(0.25), 75, 100, 0.025],
  ['after it, would end at zero', warm(0.25), 100, 100, 0],
  ['a warm-up that ends between two steps', warm(0.25), 2, 10, 0.08],
  ['no warm-up is a cosine', warm(0), 40, 120, 0.075],
  ['one step in all', warm(0.1), 0, 1, 0],
])('%s', (_name, schedule, step, totalSteps, expected) => {
  expect(learningRateAt(schedule, step, totalSteps, 0.1)).toBeCloseTo(expected, 12);
});
