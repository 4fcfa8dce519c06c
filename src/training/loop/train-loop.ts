import { setImmediate } from 'node:timers/promises';
import type { BatchResult, Trainer } from '../../engines/trainer';
import { permutation } from '../../tensors/random/permutation';
import type { Split } from '../datasets/dataset';
import { takeBatch } from './batches';
import { type Evaluation, evaluate } from './evaluate';
import { Meter } from './meter';
import type { Plan } from './plan';

/** A completed step. */
export interface StepReport extends BatchResult {
  /** Starts at 1. */
  readonly epoch: number;
  /** Steps completed in the whole run. */
  readonly step: number;
  /** Images in the batch. */
  readonly count: number;
  readonly learningRate: number;
  readonly seconds: number;
}

/** Means over the samples of an epoch, while the weights were changing. */
export interface EpochFigures {
  readonly epoch: number;
  readonly loss: number;
  readonly accuracy: number;
}

/** A completed epoch, or the part of it within a limit on steps. */
export interface EpochReport extends EpochFigures {
  readonly step: number;
  readonly imagesPerSecond: number;
  readonly seconds: number;
  /** On the held-out images. */
  readonly validation: Evaluation | undefined;
}

/** Receives every step and epoch, in order; if it throws, the run ends. */
export interface LoopObserver {
  step(report: StepReport): void;
  epoch(report: EpochReport): void | Promise<void>;
}

export interface LoopOptions {
  readonly trainer: Trainer;
  readonly split: Split;
  readonly validation: Split | undefined;
  readonly plan: Plan;
  readonly seed: number;
  /** The learning rate of a step, from 0. */
  readonly rateAt: (step: number) => number;
  readonly observer: LoopObserver;
  /** Called before each step; once it returns true, nothing more is run. */
  readonly interrupted: () => boolean;
}

/** How a run ended; `steps` are the completed ones. */
export interface LoopEnd {
  readonly reason: 'finished' | 'interrupted' | 'diverged';
  readonly steps: number;
  readonly images: number;
  /** Time spent on steps only. */
  readonly seconds: number;
  /** Of the last epoch or its part; undefined if no step was completed. */
  readonly latest: EpochFigures | undefined;
  /** What was not finite, if the run diverged in the step after `steps`. */
  readonly notFinite?: string;
}

/**
 * Runs the steps of a plan. The order of the images is a function of seed and epoch. Yields to the event loop between steps, so
 * that signals and progress are handled.
 */
export async function trainLoop(options: LoopOptions): Promise<LoopEnd> {
  const { plan, observer, trainer, validation, interrupted } = options;
  const total = { steps: 0, images: 0, seconds: 0 };
  let latest: EpochFigures | undefined;
  for (let epoch = 1; total.steps < plan.steps; epoch++) {
    const meter = new Meter();
    const ended = await trainEpoch(options, epoch, total, meter);
    const { loss, accuracy, imagesPerSecond, seconds } = meter;
    if (meter.count > 0) latest = { epoch, loss, accuracy };
    if (ended) return { ...total, ...ended, latest };
    const held = validation && (await evaluate(trainer, validation, plan.batchSize, interrupted));
    if (interrupted()) return { ...total, reason: 'interrupted', latest };
    await observer.epoch({ epoch, step: total.steps, loss, accuracy, imagesPerSecond, seconds, validation: held });
  }
  return { ...total, reason: 'finished', latest };
}

/** Returns nothing if the epoch, or its part within the limit, was completed. */
async function trainEpoch(
  { trainer, split, plan, seed, rateAt, observer, interrupted }: LoopOptions,
  epoch: number,
  total: { steps: number; images: number; seconds: number },
  meter: Meter,
): Promise<Pick<LoopEnd, 'reason' | 'notFinite'> | undefined> {
  const order = permutation(split.count, seed, epoch - 1);
  for (let start = 0; start < split.count && total.steps < plan.steps; start += plan.batchSize) {
    if (interrupted()) return { reason: 'interrupted' };
    const began = performance.now();
    const batch = takeBatch(split, order.subarray(start, start + plan.batchSize));
    const learningRate = rateAt(total.steps);
    const result = await trainer.train(batch, learningRate);
    if (result.notFinite !== undefined) return { reason: 'diverged', notFinite: result.notFinite };
    const seconds = (performance.now() - began) / 1000;
    const { count } = batch;
    total.steps += 1;
    total.images += count;
    total.seconds += seconds;
    meter.add(result, count, seconds);
    observer.step({ ...result, epoch, step: total.steps, count, learningRate, seconds });
    await setImmediate();
  }
  return undefined;
}
