import os from 'node:os';
import { checkPrecision } from '../engines/check-precision';
import { chooseEngine } from '../engines/choose-engine';
import { EngineError } from '../engines/engine-error';
import { planThreads } from '../engines/graph/plan-threads';
import { prepareTrainer } from '../engines/prepare-trainer';
import { FileWriteError } from '../files/write-atomically';
import type { Dataset } from './datasets/dataset';
import { holdOut } from './datasets/hold-out';
import { describeRun } from './describe-run';
import { type Failure, fail } from './failure';
import { makePlan } from './loop/plan';
import type { RunOutcome, RunWatcher, Splits, TrainRequest } from './run';
import { openRunFolder } from './run-folder/run-folder';
import { trainAndTest } from './train-and-test';

/**
 * A whole training run: engine, folder, steps, weights, evaluation, result. All problems with engine or folder are found before
 * the first step. Throws only for bugs.
 */
export async function runTraining(request: TrainRequest, watcher: RunWatcher): Promise<RunOutcome> {
  const { graph, settings } = request;
  const splits = split(request.dataset, request);
  if ('ok' in splits) return splits;
  const threads = planThreads(graph, settings, os.availableParallelism());
  const chosen = await chooseEngine(request.engine, { threads });
  if (!chosen.ok) return fail('surroundings', { message: chosen.reason, help: chosen.help });
  const imprecise = checkPrecision(chosen.engine.name, settings.precision);
  if (imprecise) return fail('surroundings', imprecise);
  try {
    const { trainer, passedOver } = await prepareTrainer(graph, chosen, settings);
    try {
      const first = { spec: request.spec.resolved, manifest: describeRun(request, trainer) };
      const folder = openRunFolder(graph.name, first, request.out);
      const plan = makePlan(splits.train.count, settings.epochs, settings.batchSize, request.steps);
      return await trainAndTest({ request, plan, trainer, folder, passedOver, splits, watcher });
    } finally {
      trainer.dispose();
    }
  } catch (error) {
    return failureOf(error);
  }
}

/** Errors of the disk or the engine are not bugs; anything else is rethrown. */
function failureOf(error: unknown): Failure {
  if (error instanceof EngineError) return fail('surroundings', { message: error.message, help: error.help });
  if (!(error instanceof FileWriteError)) throw error;
  const { file, message, help } = error.problem;
  return fail('surroundings', { message: `${file}: ${message}`, help });
}

function split({ train, test }: Dataset, { validate, settings }: TrainRequest): Splits | Failure {
  if (validate === undefined) return { train, test, validation: undefined };
  if (validate < train.count) return { ...holdOut(train, validate, settings.seed), test: undefined };
  const message = `cannot hold out ${validate} of ${train.count} training images`;
  return fail('surroundings', { message, help: `pass at most ${train.count - 1} to \`--validate\`` });
}
