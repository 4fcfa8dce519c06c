import type { TypedGraph } from '../graph/typed-graph';
import type { TrainSettings } from '../schema/train';
import { chooseDataset } from './choose-dataset';
import type { Dataset, Split } from './datasets/dataset';
import { holdOut } from './datasets/hold-out';
import { createEagerTrainer } from './eager/eager-trainer';
import { type ChosenEngine, chooseEngine, type EngineChoice } from './engines/choose-engine';
import { EngineError, guardTrainer } from './engines/engine-error';
import { type Failure, fail } from './failure';
import type { StopSignal } from './loop/interruption';
import { makePlan, type Plan } from './loop/plan';
import type { LoopObserver } from './loop/train-loop';
import { openRunFolder, type RunFolder } from './run-folder/run-folder';
import { RunFolderError } from './run-folder/run-folder-error';
import type { RunResult } from './run-folder/run-result';
import { trainAndTest } from './train-and-test';
import type { Trainer } from './trainer';
import { WeightsWriteError } from './weights/weights';

export interface TrainRequest {
  readonly graph: TypedGraph;
  /** Those of the spec, with what the user set otherwise. */
  readonly settings: TrainSettings;
  readonly specText: string;
  /** What a folder in the spec is relative to. */
  readonly specFolder: string;
  readonly engine: EngineChoice;
  /** Ends the run early; schedules still reach over all epochs. */
  readonly steps?: number | undefined;
  /** So many training images are held out and validate each epoch; the test images are then not looked at. */
  readonly validate?: number | undefined;
  /** A folder of idx files, instead of what the spec says. */
  readonly data?: string | undefined;
  /** The run's folder, instead of a new one under `runs`. */
  readonly out?: string | undefined;
}

/** What is known when a run starts. */
export interface RunStart {
  readonly plan: Plan;
  readonly trainer: Trainer;
  readonly folder: RunFolder;
  /** Faster engines that did not load. */
  readonly passedOver: Extract<ChosenEngine, { ok: true }>['passedOver'];
}

/** What a run tells to whoever shows it, and asks of whoever may stop it. */
export interface RunWatcher {
  /** Called once, before the first step; gives what watches the steps. */
  start(facts: RunStart): LoopObserver;
  /** Called once the last step is done, whatever ended the steps. */
  stop(): void;
  /** Called before the final weights are held against images that they were not trained on. */
  evaluating(count: number): void;
  /** The signal that asked the run to end. */
  signal(): StopSignal | undefined;
}

export type RunOutcome = { readonly ok: true; readonly result: RunResult } | Failure;

/** Images to train on, and either those held out or those for the test. */
export interface Splits {
  readonly train: Split;
  readonly validation: Split | undefined;
  readonly test: Split | undefined;
}

/**
 * A whole training run: data, engine, folder, steps, weights, evaluation, result. Whatever can be wrong with the data, the engine
 * or the folder is found before the first step. Throws for bugs alone.
 */
export async function runTraining(request: TrainRequest, watcher: RunWatcher): Promise<RunOutcome> {
  const { graph, settings } = request;
  const data = chooseDataset(graph, settings.dataset, request.specFolder, request.data);
  if (!data.ok) return data;
  const splits = split(data.dataset, request);
  if ('ok' in splits) return splits;
  const chosen = await chooseEngine(request.engine);
  if (!chosen.ok) return fail(2, chosen.reason, chosen.help);
  try {
    const folder = openRunFolder(graph.name, request.specText, request.out);
    const plan = makePlan(splits.train.count, settings.epochs, settings.batchSize, request.steps);
    const trainer = guardTrainer(createEagerTrainer(graph, chosen.engine, settings.optimizer, settings.seed));
    try {
      const { passedOver } = chosen;
      return await trainAndTest({ request, plan, trainer, folder, passedOver, splits, watcher });
    } finally {
      trainer.dispose();
    }
  } catch (error) {
    return failureOf(error);
  }
}

/** What the disk refused or the engine could not do is no bug; anything else is thrown on. */
function failureOf(error: unknown): Failure {
  if (error instanceof EngineError) return fail(2, error.message, error.help);
  if (!(error instanceof RunFolderError || error instanceof WeightsWriteError)) throw error;
  const { file, message, help } = error.problem;
  return fail(2, `${file}: ${message}`, help);
}

function split({ train, test }: Dataset, { validate, settings }: TrainRequest): Splits | Failure {
  if (validate === undefined) return { train, test, validation: undefined };
  if (validate < train.count) return { ...holdOut(train, validate, settings.seed), test: undefined };
  const message = `can't hold out ${validate} of ${train.count} training images`;
  return fail(2, message, 'pass a smaller number by `--validate`');
}
