import { applyRow, type ChoiceRows } from '../../../schema/choice';
import type { Schedule } from '../../../schema/schedules';

/** A schedule in the generated program. */
export interface ScheduleCode {
  /** The function `learningRateAt`. */
  readonly declaration: string;
  /** Its arguments besides the step. */
  readonly reach: readonly ('steps' | 'stepsPerEpoch')[];
}

/** Each schedule as a function of the program; undefined for a constant rate. */
const schedules: ChoiceRows<Schedule, [highest: number], ScheduleCode | undefined> = {
  constant: () => undefined,
  step: ({ every, unit, factor }, highest) => {
    const reach = ({ steps: [], epochs: ['stepsPerEpoch'], shares: ['steps'] } as const)[unit];
    const length = unit === 'steps' ? `${every}` : `(${every} * ${reach[0]})`;
    // A product of fractions may be just below a whole number.
    const turns = unit === 'steps' || Number.isInteger(every) ? `step / ${length}` : `step / ${length} + 1e-9`;
    const body = `return ${highest} * ${factor} ** Math.floor(${turns});`;
    return { declaration: rateFunction('multiplied by a factor at regular intervals', reach, body), reach };
  },
  cosine: (_settings, highest) => falling(highest),
  warmup_cosine: ({ warmup }, highest) => (warmup === 0 ? falling(highest) : warmUp(warmup, highest)),
  one_cycle: ({ warmup, start_divisor, end_divisor }, highest) => {
    const body = `const [first, highest, last] = [${highest / start_divisor}, ${highest}, ${highest / start_divisor / end_divisor}];
  const top = ${warmup} * steps - 1;
  const between = (from: number, to: number, progress: number): number =>
    to + ((from - to) / 2) * (1 + Math.cos(Math.PI * progress));
  return step < top ? between(first, highest, step / top) : between(highest, last, (step - top) / (steps - 1 - top));`;
    return {
      declaration: rateFunction('half a cosine up, then half a cosine down', ['steps'], body),
      reach: ['steps'],
    };
  },
};

export function scheduleCode(schedule: Schedule, highest: number): ScheduleCode | undefined {
  return applyRow(schedules, schedule, highest);
}

function falling(highest: number): ScheduleCode {
  const body = `const highest = ${highest};
  return (highest / 2) * (1 + Math.cos((Math.PI * step) / steps));`;
  return { declaration: rateFunction('half a cosine down to zero', ['steps'], body), reach: ['steps'] };
}

function warmUp(warmup: number, highest: number): ScheduleCode {
  const body = `const highest = ${highest};
  const warmup = ${warmup} * steps;
  if (step < warmup) return (highest * step) / warmup;
  const progress = (step - warmup) / (steps - warmup);
  return (highest / 2) * (1 + Math.cos(Math.PI * progress));`;
  const words = 'a linear warmup, then half a cosine down to zero';
  return { declaration: rateFunction(words, ['steps'], body), reach: ['steps'] };
}

function rateFunction(words: string, reach: readonly string[], body: string): string {
  const parameters = ['step', ...reach].map((name) => `${name}: number`).join(', ');
  return `
/** The learning rate at a step: ${words}. */
function learningRateAt(${parameters}): number {
  ${body}
}`;
}
