import type { BatchResult } from '../../engines/trainer';

/** Means over all samples since the start or the last reset, so that a smaller batch counts for less. */
export class Meter {
  count = 0;
  correct = 0;
  seconds = 0;
  #lossSum = 0;

  add({ loss, correct }: BatchResult, count: number, seconds: number): void {
    this.count += count;
    this.correct += correct;
    this.seconds += seconds;
    this.#lossSum += loss * count;
  }

  /** Without samples, a loss of 0. */
  get loss(): number {
    return this.#lossSum / Math.max(this.count, 1);
  }

  get accuracy(): number {
    return this.correct / Math.max(this.count, 1);
  }

  get imagesPerSecond(): number {
    return this.seconds > 0 ? this.count / this.seconds : 0;
  }

  reset(): void {
    this.count = 0;
    this.correct = 0;
    this.seconds = 0;
    this.#lossSum = 0;
  }
}
