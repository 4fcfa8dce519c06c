import { Meter } from '../loop/meter';
import type { StepReport } from '../loop/train-loop';
import type { Progress } from './progress-line';

/** Weight of the previous speed in the smoothed one, per step. */
const SMOOTHING = 0.95;

/** The progress of a run: means since the start of an epoch, and the speed of the latest steps. */
export class ProgressMeter {
  readonly #means = new Meter();
  #epoch = 1;
  #step = 0;
  #secondsPerImage: number | undefined;

  add({ loss, correct, epoch, step, count, seconds }: StepReport): void {
    this.#means.add({ loss, correct }, count, seconds);
    this.#epoch = epoch;
    this.#step = step;
    const latest = seconds / count;
    const before = this.#secondsPerImage ?? latest;
    this.#secondsPerImage = SMOOTHING * before + (1 - SMOOTHING) * latest;
  }

  endEpoch(): void {
    this.#means.reset();
  }

  get progress(): Progress {
    const { count, loss, accuracy } = this.#means;
    return {
      epoch: this.#epoch,
      step: this.#step,
      loss: count > 0 ? loss : undefined,
      accuracy: count > 0 ? accuracy : undefined,
      imagesPerSecond: this.#secondsPerImage ? 1 / this.#secondsPerImage : undefined,
    };
  }
}
