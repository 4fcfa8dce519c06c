import { Presets, SingleBar } from 'cli-progress';
import { Meter } from '../loop/meter';
import type { Plan } from '../loop/plan';
import type { LoopObserver } from '../loop/train-loop';
import { describeEpoch } from './epoch-lines';
import { formatCount, formatSeconds, formatShare } from './format';

/** Weight of the previous rate in the smoothed rate, per step. */
const SMOOTHING = 0.95;
const FORMAT = 'epoch {epoch} [{bar}] {percentage} %  {left} left  loss {loss}  accuracy {accuracy}  {rate} images/s';

/** A watcher that draws a bar; `stop` restores the terminal and can be called repeatedly. */
export interface ProgressBar extends LoopObserver {
  stop(): void;
}

/** Progress on a terminal: a bar for the whole run, with a line above it for each completed epoch. */
export function progressBar(plan: Plan, stream: NodeJS.WriteStream): ProgressBar {
  const bar = new SingleBar(
    // The run handles the signals itself; a hidden cursor would stay hidden after a hard exit.
    {
      format: FORMAT,
      stream,
      barsize: 24,
      clearOnComplete: true,
      gracefulExit: false,
      hideCursor: false,
      linewrap: false,
    },
    Presets.legacy,
  );
  const meter = new Meter();
  let secondsPerImage: number | undefined;
  const start = (done: number): void =>
    bar.start(plan.steps, done, { epoch: `1/${plan.epochs}`, left: '?', loss: '?', accuracy: '?', rate: '?' });
  start(0);

  return {
    step({ loss, correct, epoch, step, count, seconds }) {
      meter.add({ loss, correct }, count, seconds);
      const latest = seconds / count;
      secondsPerImage = secondsPerImage === undefined ? latest : SMOOTHING * secondsPerImage + (1 - SMOOTHING) * latest;
      bar.update(step, {
        epoch: `${epoch}/${plan.epochs}`,
        left: formatSeconds((plan.steps - step) * plan.batchSize * secondsPerImage),
        loss: meter.loss.toFixed(4),
        accuracy: formatShare(meter.accuracy),
        rate: formatCount(1 / secondsPerImage),
      });
    },
    epoch(report) {
      meter.reset();
      bar.stop();
      stream.write(`${describeEpoch(report, plan.epochs)}\n`);
      if (report.step < plan.steps) start(report.step);
    },
    stop: () => bar.stop(),
  };
}
