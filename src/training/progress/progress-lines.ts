import type { Plan } from '../loop/plan';
import type { LoopObserver } from '../loop/train-loop';
import { describeEpoch } from './epoch-line';
import { progressTexts } from './progress-line';
import { ProgressMeter } from './progress-meter';

/** Milliseconds without a line after which a step writes one. */
const QUIET_MS = 20_000;

/** Progress without a terminal: a line for each epoch and, where an epoch takes long, one now and then. */
export function progressLines(plan: Plan, write: (line: string) => void, now = Date.now): LoopObserver {
  const meter = new ProgressMeter();
  let last = now();
  const say = (line: string): void => {
    last = now();
    write(line);
  };
  return {
    step(report) {
      meter.add(report);
      if (now() - last < QUIET_MS) return;
      const { epoch, step, percentage, loss, accuracy, rate, left } = progressTexts(meter.progress, plan);
      say([epoch, `${step} (${percentage})`, loss, accuracy, rate, left].filter(Boolean).join('  '));
    },
    epoch(report) {
      meter.endEpoch();
      say(describeEpoch(report, plan.epochs));
    },
  };
}
