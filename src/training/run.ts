import type { Source } from '../diagnostics/source';
import type { EngineChoice, PassedOver } from '../engines/choose-engine';
import type { Trainer } from '../engines/trainer';
import type { TypedGraph } from '../graph/typed-graph';
import type { TrainSettings } from '../schema/train';
import type { Dataset, Split } from './datasets/dataset';
import type { Failure } from './failure';
import type { Plan } from './loop/plan';
import type { LoopObserver } from './loop/train-loop';
import type { RunFolder } from './run-folder/run-folder';
import type { RunResult, StopSignal } from './run-folder/run-result';

/** The spec of a run, and what became of it. */
export interface RunSpec {
  /** As they were read. */
  readonly source: Source;
  readonly included: readonly Source[];
  /** The text that stands alone: with included files, `--set` and options written out. */
  readonly resolved: string;
  readonly set: ReadonlyMap<string, string>;
  /** Options of the command in place of settings of the spec, by name. */
  readonly overrides: Readonly<Record<string, unknown>>;
  /** The version of modelc. */
  readonly version: string;
}

export interface TrainRequest {
  readonly graph: TypedGraph;
  /** The settings of the spec, with those that the user overrides. */
  readonly settings: TrainSettings;
  readonly spec: RunSpec;
  /** Fits the graph: the compiler has checked it. */
  readonly dataset: Dataset;
  readonly engine: EngineChoice;
  /** Ends the run early; schedules still span all epochs. */
  readonly steps?: number | undefined;
  /** Holds out this many training images for validation in each epoch; the test images are then not used. */
  readonly validate?: number | undefined;
  /** The run's folder, instead of a new one under `runs`. */
  readonly out?: string | undefined;
}

/** Facts about a run at its start. */
export interface RunStart {
  readonly plan: Plan;
  readonly trainer: Trainer;
  readonly folder: RunFolder;
  /** Faster engines that did not load, or do not support the model. */
  readonly passedOver: readonly PassedOver[];
}

/** Receives the events of a run to show them, and can stop it. */
export interface RunWatcher {
  /** Called once, before the first step; returns the watcher of the steps. */
  start(facts: RunStart): LoopObserver;
  /** Called once after the last step, for whatever reason the steps ended. */
  stop(): void;
  /** Called before the final weights are evaluated on held-out or test images. */
  evaluating(count: number): void;
  /** The signal that asked the run to end. */
  signal(): StopSignal | undefined;
}

export type RunOutcome = { readonly ok: true; readonly result: RunResult } | Failure;

/** Training images, and either the held-out or the test images. */
export interface Splits {
  readonly train: Split;
  readonly validation: Split | undefined;
  readonly test: Split | undefined;
}

/** A run that is ready for its first step. */
export interface Run extends RunStart {
  readonly request: TrainRequest;
  readonly splits: Splits;
  readonly watcher: RunWatcher;
}
