import type { EpochReport } from '../loop/train-loop';
import { formatCount, formatLoss, formatSeconds, formatShare } from './format';

/** An epoch in one line; if that is longer than `width`, in several lines that break between figures. */
export function describeEpoch(report: EpochReport, epochs: number, width = Infinity): string {
  const { epoch, loss, accuracy, imagesPerSecond, seconds, validation } = report;
  const figures = [
    `epoch ${epoch}/${epochs}`,
    `loss ${formatLoss(loss)}`,
    `accuracy ${formatShare(accuracy)}`,
    ...(validation
      ? [`validation loss ${formatLoss(validation.loss)}`, `validation accuracy ${formatShare(validation.accuracy)}`]
      : []),
    `${formatCount(imagesPerSecond)} images/s`,
    formatSeconds(seconds),
  ];
  const lines: string[] = [];
  for (const figure of figures) {
    const longer = `${lines.at(-1)}  ${figure}`;
    if (lines.length === 0) lines.push(figure);
    else if (longer.length <= width) lines[lines.length - 1] = longer;
    else lines.push(`  ${figure}`);
  }
  return lines.join('\n');
}
