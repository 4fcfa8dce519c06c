import type { TrainingState } from '../tensors/training-state';
import type { WeightTensor } from '../tensors/weights';
import type { EngineName } from './engine';

/** Samples in training order. */
export interface Batch {
  /** Bytes 0 to 255, `count` x the input's shape. */
  readonly images: Uint8Array;
  /** The class of each sample. */
  readonly labels: Uint8Array;
  readonly count: number;
}

export interface BatchResult {
  /** Mean over the batch. */
  readonly loss: number;
  /** Samples whose highest score is that of their class. */
  readonly correct: number;
  /** What was not finite in a step, such as `the loss`, for people; the step has then changed no trained weight. */
  readonly notFinite?: string;
}

/**
 * A model being trained by some engine. Batch sizes may differ from call to call. Implementations own native memory: call
 * `dispose` at the end.
 */
export interface Trainer {
  readonly engine: EngineName;
  /** For people: library, version and backend. */
  readonly description: string;
  /** One step of the optimizer. The trainer counts the steps from 0, and this number seeds everything random in a step. */
  train(batch: Batch, learningRate: number): Promise<BatchResult>;
  evaluate(batch: Batch): Promise<BatchResult>;
  /** All weights, including statistics, by `node/weight`. */
  weights(): Promise<ReadonlyMap<string, WeightTensor>>;
  /** A copy of everything that training has changed. */
  state(): Promise<TrainingState>;
  /** Continues from a state of the same graph and optimizer, from any engine; any other state is a RangeError. */
  restore(state: TrainingState): Promise<void>;
  dispose(): void;
}
