import { applyRow, type ChoiceRows } from '../../../schema/choice';
import type { Schedule } from '../../../schema/schedules';

/** A schedule in the generated program. */
export interface ScheduleCode {
  /** The function `rateAt`, which gives the rate of a step as a fraction of the learning rate. */
  readonly declaration: string;
  /** Its arguments besides the step. */
  readonly reach: readonly ('steps' | 'stepsPerEpoch')[];
}

/** Each schedule as a function of the program; undefined for a constant rate. */
const schedules: ChoiceRows<Schedule, [], ScheduleCode | undefined> = {
  constant: () => undefined,
  step: ({ every, unit, factor }) => {
    const reach = ({ steps: [], epochs: ['stepsPerEpoch'], shares: ['steps'] } as const)[unit];
    const length = unit === 'steps' ? `${every}` : `(${every} * ${reach[0]})`;
    // A product of fractions may be just below a whole number.
    const turns = unit === 'steps' || Number.isInteger(every) ? `step / ${length}` : `step / ${length} + 1e-9`;
    const body = `return ${factor} ** Math.floor(${turns});`;
    return { declaration: rateFunction('multiplied by a factor at regular intervals', reach, body), reach };
  },
  cosine: () => falling(),
  warmup_cosine: ({ warmup }) => (warmup === 0 ? falling() : warmUp(warmup)),
  one_cycle: ({ warmup, start_divisor, end_divisor }) => {
    const body = `const [first, last] = [1 / ${start_divisor}, 1 / ${start_divisor} / ${end_divisor}];
  const top = ${warmup} * steps - 1;
  const between = (from: number, to: number, progress: number): number =>
    to + ((from - to) / 2) * (1 + Math.cos(Math.PI * progress));
  return step < top ? between(first, 1, step / top) : between(1, last, (step - top) / (steps - 1 - top));`;
    return {
      declaration: rateFunction('half a cosine up, then half a cosine down', ['steps'], body),
      reach: ['steps'],
    };
  },
};

export function scheduleCode(schedule: Schedule): ScheduleCode | undefined {
  return applyRow(schedules, schedule);
}

function falling(): ScheduleCode {
  const body = 'return (1 + Math.cos((Math.PI * step) / steps)) / 2;';
  return { declaration: rateFunction('half a cosine down to zero', ['steps'], body), reach: ['steps'] };
}

function warmUp(warmup: number): ScheduleCode {
  const body = `const warmup = ${warmup} * steps;
  if (step < warmup) return step / warmup;
  const progress = (step - warmup) / (steps - warmup);
  return (1 + Math.cos(Math.PI * progress)) / 2;`;
  const words = 'a linear warmup, then half a cosine down to zero';
  return { declaration: rateFunction(words, ['steps'], body), reach: ['steps'] };
}

function rateFunction(words: string, reach: readonly string[], body: string): string {
  const parameters = ['step', ...reach].map((name) => `${name}: number`).join(', ');
  return `
/** The learning rate at a step, as a fraction of the highest: ${words}. */
function rateAt(${parameters}): number {
  ${body}
}`;
}
