import { printable } from '../../diagnostics/printable';
import type { Paint } from '../../diagnostics/render-human';
import { formatCounted } from '../../summary/format';
import type { Evaluation } from '../loop/evaluate';
import type { RunResult } from '../run-folder/run-result';
import { formatCount, formatSeconds, formatShare } from './format';

/** The result of a run for people: one label and value per line. */
export function renderResult(result: RunResult, paint: Paint): string {
  const { validation, test, interrupted, steps, plannedSteps, seconds, imagesPerSecond, weights } = result;
  const rows: (readonly [string, string])[] = [
    ...(interrupted
      ? [['ended by', `${interrupted} after ${formatCount(steps)} of ${formatCounted(plannedSteps, 'step')}`] as const]
      : []),
    ...rowsOf('validation', validation, paint),
    ...rowsOf('test', test, paint),
    ['time', `${formatSeconds(seconds)}, ${formatCount(imagesPerSecond)} images/s`],
    ['weights', printable(weights)],
  ];
  return rows.map(([label, value]) => `${label.padEnd(20)}${value}`).join('\n');
}

function rowsOf(what: string, evaluation: Evaluation | null, paint: Paint): (readonly [string, string])[] {
  if (!evaluation) return [];
  const { accuracy, correct, count, loss } = evaluation;
  return [
    [`${what} accuracy`, `${paint.bold(formatShare(accuracy))} (${formatCount(correct)} of ${formatCount(count)})`],
    [`${what} loss`, loss.toFixed(4)],
  ];
}
