import type { EngineChoice, PassedOver } from '../engines/choose-engine';
import type { Trainer } from '../engines/trainer';
import type { TypedGraph } from '../graph/typed-graph';
import type { TrainSettings } from '../schema/train';
import type { Split } from './datasets/dataset';
import type { Failure } from './failure';
import type { StopSignal } from './loop/interruption';
import type { Plan } from './loop/plan';
import type { LoopObserver } from './loop/train-loop';
import type { RunFolder } from './run-folder/run-folder';
import type { RunResult } from './run-folder/run-result';

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
  /** Faster engines that did not load, or can't take the model. */
  readonly passedOver: readonly PassedOver[];
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

/** A run that is ready to take its first step. */
export interface Run extends RunStart {
  readonly request: TrainRequest;
  readonly splits: Splits;
  readonly watcher: RunWatcher;
}
