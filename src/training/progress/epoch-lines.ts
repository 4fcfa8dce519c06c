import type { EpochReport, LoopObserver } from '../loop/train-loop';
import { formatCount, formatSeconds, formatShare } from './format';

/** Progress without a terminal: one line per epoch. */
export function epochLines(epochs: number, write: (line: string) => void): LoopObserver {
  return { step: () => undefined, epoch: (report) => write(describeEpoch(report, epochs)) };
}

/** An epoch in one line. */
export function describeEpoch(report: EpochReport, epochs: number): string {
  const { epoch, loss, accuracy, imagesPerSecond, seconds, validation } = report;
  const parts = [
    `epoch ${epoch}/${epochs}`,
    `loss ${loss.toFixed(4)}`,
    `accuracy ${formatShare(accuracy)}`,
    ...(validation
      ? [`validation loss ${validation.loss.toFixed(4)}`, `validation accuracy ${formatShare(validation.accuracy)}`]
      : []),
    `${formatCount(imagesPerSecond)} images/s`,
    formatSeconds(seconds),
  ];
  return parts.join('  ');
}
