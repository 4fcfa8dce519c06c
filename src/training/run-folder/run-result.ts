import type { EngineName } from '../../engines/engine';
import type { Precision } from '../../schema/train';
import type { Evaluation } from '../loop/evaluate';
import type { StopSignal } from '../loop/interruption';

/** What `result.json` and `modelc train --format json` say of a run that left weights. */
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
  /** Steps that were run, and all steps of the planned epochs. */
  readonly steps: number;
  readonly plannedSteps: number;
  /** The signal that ended the run early. */
  readonly interrupted: StopSignal | null;
  /** Of the final weights on the images held out; null without `--validate`. */
  readonly validation: Evaluation | null;
  /** Of the final weights on the test images; null where the run was interrupted or validates. */
  readonly test: Evaluation | null;
  /** Spent on training steps alone. */
  readonly seconds: number;
  readonly imagesPerSecond: number;
  readonly folder: string;
  readonly weights: string;
}
