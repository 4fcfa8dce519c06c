import { clearScreenDown, cursorTo, moveCursor } from 'node:readline';
import { Presets, SingleBar } from 'cli-progress';
import type { Plan } from '../loop/plan';
import type { LoopObserver } from '../loop/train-loop';
import { describeEpoch } from './epoch-line';
import { progressLine } from './progress-line';
import { ProgressMeter } from './progress-meter';

/** The position to which cli-progress returns when a bar is removed. */
const SAVE_CURSOR = '\x1b7';

/** A watcher that draws a bar; `stop` removes it, restores the terminal and can be called repeatedly. */
export interface ProgressBar extends LoopObserver {
  stop(): void;
}

/** Progress on a terminal: a bar for the whole run, with a line above it for each completed epoch. */
export function progressBar(plan: Plan, stream: NodeJS.WriteStream): ProgressBar {
  const meter = new ProgressMeter();
  // A character in the last column would move the cursor to the next line on some terminals.
  const width = (): number => (stream.columns || 80) - 1;
  let line = '';
  const bar = new SingleBar(
    {
      format: () => {
        line = progressLine(meter.progress, plan, width());
        return line;
      },
      stream,
      clearOnComplete: true,
      // The run handles the signals itself; a hidden cursor would stay hidden after a hard exit.
      gracefulExit: false,
      hideCursor: false,
      linewrap: false,
      forceRedraw: true,
    },
    Presets.legacy,
  );
  bar.start(plan.steps, 0);

  /** A narrower terminal has wrapped the line, and has moved the place that the bar returns to. */
  function redraw(): void {
    const rowsAbove = Math.ceil(line.length / (stream.columns || 80)) - 1;
    moveCursor(stream, 0, -Math.max(0, rowsAbove));
    cursorTo(stream, 0);
    clearScreenDown(stream);
    stream.write(SAVE_CURSOR);
  }
  stream.on('resize', redraw);

  return {
    step(report) {
      meter.add(report);
      bar.update(report.step);
    },
    epoch(report) {
      meter.endEpoch();
      bar.stop();
      stream.write(`${describeEpoch(report, plan.epochs, width())}\n`);
      if (report.step < plan.steps) bar.start(plan.steps, report.step);
    },
    stop() {
      stream.off('resize', redraw);
      bar.stop();
    },
  };
}
