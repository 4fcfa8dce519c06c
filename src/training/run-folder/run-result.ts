import type { EngineName } from '../../engines/engine';
import type { Precision } from '../../schema/train';
import type { Evaluation } from '../loop/evaluate';
import type { EpochFigures } from '../loop/train-loop';

/** A signal that asks a run to end. */
export type StopSignal = 'SIGHUP' | 'SIGINT' | 'SIGTERM';

/** The content of `result.json` and `modelc train --format json` for a run that wrote weights. */
export interface RunResult {
  readonly schemaVersion: 1;
  readonly name: string;
  readonly engine: EngineName;
  /** Library and versions. */
  readonly engineDescription: string;
  readonly precision: Precision;
  readonly seed: number;
  readonly batchSize: number;
  /** As planned. */
  readonly epochs: number;
  /** Completed steps, and all steps of the planned epochs. */
  readonly steps: number;
  readonly plannedSteps: number;
  /** The signal that ended the run early. */
  readonly interrupted: StopSignal | null;
  /** Of the last epoch or the part of it that was trained; null if no step was completed. */
  readonly training: EpochFigures | null;
  /** Of the final weights on the held-out images; null without `--validate`. */
  readonly validation: Evaluation | null;
  /** Of the final weights on the test images; null if the run was interrupted or used validation. */
  readonly test: Evaluation | null;
  /** Time spent on training steps only. */
  readonly seconds: number;
  readonly imagesPerSecond: number;
  readonly folder: string;
  readonly weights: string;
}
