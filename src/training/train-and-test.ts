import { count } from '../diagnostics/messages/words';
import type { Trainer } from '../engines/trainer';
import { type Failure, fail } from './failure';
import { type Evaluation, evaluate } from './loop/evaluate';
import { type LoopEnd, type LoopObserver, trainLoop } from './loop/train-loop';
import type { Run, RunOutcome, Splits } from './run';
import type { RunFolder } from './run-folder/run-folder';
import type { RunResult } from './run-folder/run-result';
import { learningRateAt } from './schedules/schedules';

/** The smallest batch for evaluation: without gradients there is memory for more than in training. */
const EVALUATION_BATCH = 64;

/** Runs the steps, writes weights after each epoch and at the end, evaluates the final ones once, and writes the result. */
export async function trainAndTest(run: Run): Promise<RunOutcome> {
  const { request, plan, trainer, folder, splits, watcher } = run;
  const { optimizer, schedule, seed } = request.settings;
  const observer = watcher.start(run);
  const end = await trainLoop({
    trainer,
    split: splits.train,
    validation: splits.validation,
    plan,
    seed,
    rateAt: (step) => learningRateAt(schedule, step, plan, optimizer.learning_rate),
    observer: alsoToFolder(observer, folder, trainer),
    interrupted: () => watcher.signal() !== undefined,
  }).finally(() => watcher.stop());
  folder.metrics.finish();
  if (end.notFinite !== undefined) return diverged(run, end.steps, end.notFinite);
  const weights = await trainer.weights();
  const wrong = firstNotFinite(weights);
  if (wrong !== undefined) return diverged(run, end.steps, `the weight \`${wrong}\``);
  const result = await resultOf(run, end);
  const images = [result.validation, result.test].find((evaluation) => evaluation && !Number.isFinite(evaluation.loss));
  if (images) return diverged(run, end.steps - 1, `the loss on the ${count(images.count, 'image')} of the evaluation`);
  folder.writeWeights(weights);
  folder.writeResult(result);
  return { ok: true, result };
}

/** Writes metrics and, after each epoch, the weights, so that a run that crashes leaves what it had. */
function alsoToFolder(observer: LoopObserver, folder: RunFolder, trainer: Trainer): LoopObserver {
  return {
    step(report) {
      folder.metrics.step(report);
      observer.step(report);
    },
    async epoch(report) {
      await folder.metrics.epoch(report);
      const weights = await trainer.weights();
      if (firstNotFinite(weights) === undefined) folder.writeWeights(weights);
      await observer.epoch(report);
    },
  };
}

function firstNotFinite(weights: Awaited<ReturnType<Trainer['weights']>>): string | undefined {
  for (const [key, { values }] of weights) if (!values.every(Number.isFinite)) return key;
  return undefined;
}

function diverged({ plan, folder }: Run, steps: number, what: string): Failure {
  const wholeEpochs = Math.floor(steps / plan.stepsPerEpoch);
  const left =
    wholeEpochs > 0
      ? `${folder.weightsFile} contains the weights after epoch ${wholeEpochs}`
      : 'no weights were written';
  const message = `training diverged in step ${steps + 1}: ${what} is not finite; ${left}`;
  const help = 'lower the learning rate, clip the gradients with `clip_norm`, or use a longer `warmup`';
  return fail('divergence', { message, help });
}

async function resultOf(run: Run, { steps, images, seconds, latest }: LoopEnd): Promise<RunResult> {
  const { request, plan, trainer, folder, splits, watcher } = run;
  const { batchSize, epochs, seed, precision } = request.settings;
  const validation = await finalEvaluation(run, splits.validation);
  const test = await finalEvaluation(run, splits.test);
  return {
    schemaVersion: 1,
    name: request.graph.name,
    engine: trainer.engine,
    engineDescription: trainer.description,
    precision,
    seed,
    batchSize,
    epochs,
    steps,
    plannedSteps: plan.totalSteps,
    interrupted: watcher.signal() ?? null,
    training: latest ?? null,
    validation,
    test,
    seconds,
    imagesPerSecond: seconds > 0 ? images / seconds : 0,
    folder: folder.path,
    weights: folder.weightsFile,
  };
}

async function finalEvaluation({ request, trainer, watcher }: Run, split: Splits['test']): Promise<Evaluation | null> {
  if (!split || watcher.signal()) return null;
  watcher.evaluating(split.count);
  const batchSize = Math.max(request.settings.batchSize, EVALUATION_BATCH);
  return (await evaluate(trainer, split, batchSize, () => watcher.signal() !== undefined)) ?? null;
}
