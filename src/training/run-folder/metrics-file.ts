import fs from 'node:fs';
import { diskReason } from '../../files/disk-errors';
import { FileWriteError } from '../../files/write-atomically';
import { Meter } from '../loop/meter';
import type { EpochReport, LoopObserver, StepReport } from '../loop/train-loop';

const STEPS_PER_ROW = 50;
const COLUMNS = 'epoch,step,loss,accuracy,learning_rate,images_per_second,validation_loss,validation_accuracy';

/** Watches a run; `finish` writes the remaining row after an early end. */
export interface MetricsFile extends LoopObserver {
  finish(): void;
}

/**
 * Writes `metrics.csv` during a run: a row for every 50 steps and for the end of each epoch, with means since the previous row.
 * Only the last row of an epoch includes validation. The file must not exist. Throws a FileWriteError.
 */
export function metricsFile(file: string): MetricsFile {
  const meter = new Meter();
  let last: StepReport | undefined;
  write(file, `${COLUMNS}\n`, 'wx');

  function writeRow(validation: EpochReport['validation']): void {
    if (!last) return;
    const { loss, accuracy, imagesPerSecond } = meter;
    const figures = [last.epoch, last.step, loss, accuracy, last.learningRate, Math.round(imagesPerSecond)];
    write(file, `${[...figures, validation?.loss ?? '', validation?.accuracy ?? ''].join(',')}\n`, 'a');
    meter.reset();
    last = undefined;
  }

  return {
    step(report) {
      // Kept until the next step, since the last row of an epoch also contains the validation.
      if (last && meter.count > 0 && last.step % STEPS_PER_ROW === 0) writeRow(undefined);
      meter.add(report, report.count, report.seconds);
      last = report;
    },
    epoch: ({ validation }) => writeRow(validation),
    finish: () => writeRow(undefined),
  };
}

function write(file: string, text: string, flag: 'wx' | 'a'): void {
  try {
    fs.writeFileSync(file, text, { flag });
  } catch (error) {
    const message = `not written: ${diskReason(error, 'write')}`;
    throw new FileWriteError({ file, message, help: 'choose another folder by `--out`' });
  }
}
