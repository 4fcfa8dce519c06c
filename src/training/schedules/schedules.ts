import type { Schedule } from '../../schema/train';

/** The learning rate of a step (from 0) on the way to `totalSteps`; `peak` is the highest. */
type Rate<S> = (settings: S, step: number, totalSteps: number, peak: number) => number;

type Rows = { readonly [K in Schedule['type']]: Rate<Extract<Schedule, { type: K }>> };

/** Every schedule of the language, a pure function of the step. */
export const schedules: Rows = {
  constant: (_settings, _step, _totalSteps, peak) => peak,
  cosine: (_settings, step, totalSteps, peak) => fall(step / totalSteps, peak),
  warmup_cosine: ({ warmup }, step, totalSteps, peak) => {
    const rise = warmup * totalSteps;
    return step < rise ? (peak * step) / rise : fall((step - rise) / (totalSteps - rise), peak);
  },
};

/** Half a cosine from the peak down to zero; `progress` from 0 to 1. */
function fall(progress: number, peak: number): number {
  return (peak / 2) * (1 + Math.cos(Math.PI * progress));
}

/** The learning rate of a step under a schedule; nothing is remembered from step to step. */
export function learningRateAt(schedule: Schedule, step: number, totalSteps: number, peak: number): number {
  return (schedules[schedule.type] as Rate<Schedule>)(schedule, step, totalSteps, peak);
}
