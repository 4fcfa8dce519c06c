import type { Plan } from '../loop/plan';
import { formatCount, formatLoss, formatSeconds, formatShare } from './format';

/** The state of a run after a step. */
export interface Progress {
  readonly epoch: number;
  /** Completed steps of the whole run. */
  readonly step: number;
  /** Means over the epoch so far; undefined before its first step. */
  readonly loss: number | undefined;
  readonly accuracy: number | undefined;
  readonly imagesPerSecond: number | undefined;
}

const LONGEST_BAR = 24;
const SHORTEST_BAR = 8;
const GAP = '  ';

/** The texts that describe a run, by what they say. */
export function progressTexts({ epoch, step, loss, accuracy, imagesPerSecond }: Progress, plan: Plan) {
  const left = imagesPerSecond ? ((plan.steps - step) * plan.batchSize) / imagesPerSecond : undefined;
  return {
    epoch: `epoch ${epoch}/${plan.epochs}`,
    step: `step ${formatCount(step)} of ${formatCount(plan.steps)}`,
    percentage: `${Math.floor((100 * step) / plan.steps)} %`,
    left: left === undefined ? undefined : `${formatSeconds(left)} left`,
    loss: loss === undefined ? undefined : `loss ${formatLoss(loss)}`,
    accuracy: accuracy === undefined ? undefined : `accuracy ${formatShare(accuracy)}`,
    rate: imagesPerSecond === undefined ? undefined : `${formatCount(imagesPerSecond)} images/s`,
  };
}

/** A line of at most `width` characters: a bar and as many figures as fit, the most useful first. */
export function progressLine(progress: Progress, plan: Plan, width: number): string {
  const texts = progressTexts(progress, plan);
  const bar = '='.repeat(SHORTEST_BAR + 2);
  const order = ['percentage', 'loss', 'accuracy', 'left', 'epoch', 'bar', 'rate'] as const;
  const kept = new Set<(typeof order)[number]>();
  let length = -GAP.length;
  for (const part of order) {
    const text = part === 'bar' ? bar : texts[part];
    if (text === undefined || length + GAP.length + text.length > width) continue;
    length += GAP.length + text.length;
    kept.add(part);
  }
  const barLength = Math.min(LONGEST_BAR, SHORTEST_BAR + width - length);
  const shown = { ...texts, bar: drawBar(progress.step / plan.steps, barLength) };
  const places = ['epoch', 'bar', 'percentage', 'left', 'loss', 'accuracy', 'rate'] as const;
  return places.flatMap((part) => (kept.has(part) ? (shown[part] ?? []) : [])).join(GAP);
}

function drawBar(share: number, length: number): string {
  const done = Math.floor(share * length);
  return `[${'='.repeat(done)}${'-'.repeat(length - done)}]`;
}
