import type { Schedule } from '../../schema/schedules';
import type { Plan } from '../loop/plan';

/** The horizon of a schedule. */
export type Horizon = Pick<Plan, 'totalSteps' | 'stepsPerEpoch'>;

/** The learning rate of a step (from 0) as a fraction of the peak. */
type Share<S> = (settings: S, step: number, horizon: Horizon) => number;

type Rows = { readonly [K in Schedule['type']]: Share<Extract<Schedule, { type: K }>> };

/** Every schedule of the language, as a pure function of the step. */
export const schedules: Rows = {
  constant: () => 1,
  step: ({ every, unit, factor }, step, horizon) => {
    const stepsOf = { steps: 1, epochs: horizon.stepsPerEpoch, shares: horizon.totalSteps };
    // A small tolerance: 0.07 of 100 steps is slightly above 7 in floating point, and the drop belongs to step 7.
    return factor ** Math.floor(step / (every * stepsOf[unit]) + 1e-9);
  },
  cosine: (_settings, step, { totalSteps }) => between(1, 0, step / totalSteps),
  warmup_cosine: ({ warmup }, step, { totalSteps }) => {
    const rise = warmup * totalSteps;
    return step < rise ? step / rise : between(1, 0, (step - rise) / (totalSteps - rise));
  },
  // Its phases end at steps, as in PyTorch: the rise ends at warmup * steps - 1, and the last step has the last rate.
  one_cycle: ({ warmup, start_divisor, end_divisor }, step, { totalSteps }) => {
    const first = 1 / start_divisor;
    const top = warmup * totalSteps - 1;
    if (step < top) return between(first, 1, step / top);
    return between(1, first / end_divisor, (step - top) / (totalSteps - 1 - top));
  },
};

/** Half a cosine from one value to another; `progress` from 0 to 1. */
function between(from: number, to: number, progress: number): number {
  return to + ((from - to) / 2) * (1 + Math.cos(Math.PI * progress));
}

/** The learning rate of a step for a schedule and a `peak` rate; without state between steps. */
export function learningRateAt(schedule: Schedule, step: number, horizon: Horizon, peak: number): number {
  return peak * (schedules[schedule.type] as Share<Schedule>)(schedule, step, horizon);
}
