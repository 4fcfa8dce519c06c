import { printable } from '../../diagnostics/printable';
import type { Paint } from '../../diagnostics/render-human';
import { formatCounted } from '../../summary/format';
import type { Evaluation } from '../loop/evaluate';
import type { EpochFigures } from '../loop/train-loop';
import type { RunResult } from '../run-folder/run-result';
import { formatCount, formatLoss, formatSeconds, formatShare } from './format';

/** The result of a run for people: one label and value per line. */
export function renderResult(result: RunResult, paint: Paint): string {
  const { training, validation, test, interrupted, steps, plannedSteps, seconds, imagesPerSecond, weights } = result;
  const rows: (readonly [string, string])[] = [
    ...(interrupted
      ? [['ended by', `${interrupted} after ${formatCount(steps)} of ${formatCounted(plannedSteps, 'step')}`] as const]
      : []),
    // Without an evaluation, these are the last figures.
    ...(training && !validation && !test ? trainingRows(training) : []),
    ...rowsOf('validation', validation, paint),
    ...rowsOf('test', test, paint),
    ['time', `${formatSeconds(seconds)}, ${formatCount(imagesPerSecond)} images/s`],
    ['weights', printable(weights)],
  ];
  return rows.map(([label, value]) => `${label.padEnd(20)}${value}`).join('\n');
}

function trainingRows({ epoch, loss, accuracy }: EpochFigures): (readonly [string, string])[] {
  return [
    ['training accuracy', `${formatShare(accuracy)} (mean of epoch ${epoch})`],
    ['training loss', formatLoss(loss)],
  ];
}

function rowsOf(what: string, evaluation: Evaluation | null, paint: Paint): (readonly [string, string])[] {
  if (!evaluation) return [];
  const { accuracy, correct, count, loss } = evaluation;
  return [
    [`${what} accuracy`, `${paint.bold(formatShare(accuracy))} (${formatCount(correct)} of ${formatCount(count)})`],
    [`${what} loss`, formatLoss(loss)],
  ];
}
