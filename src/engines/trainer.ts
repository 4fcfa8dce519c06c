import type { TrainingState } from '../tensors/training-state';
import type { WeightTensor } from '../tensors/weights';
import type { EngineName } from './engine';

/** Samples in the order in which they are trained. */
export interface Batch {
  /** Bytes 0 to 255, `count` x the input's shape. */
  readonly images: Uint8Array;
  /** Class of each sample. */
  readonly labels: Uint8Array;
  readonly count: number;
}

export interface BatchResult {
  /** Mean over the batch. */
  readonly loss: number;
  /** Samples whose highest score is that of their class. */
  readonly correct: number;
  /** What a step found not to be finite, such as `the loss`, for people; the step has then not touched any trained weight. */
  readonly notFinite?: string;
}

/**
 * A model that is being trained by some engine. Batch sizes may differ from call to call. Implementations own native memory:
 * call `dispose` at the end.
 */
export interface Trainer {
  readonly engine: EngineName;
  /** For people: library, version and backend. */
  readonly description: string;
  /** One step of the optimizer. The trainer counts the steps from 0, and the number keys everything random in a step. */
  train(batch: Batch, learningRate: number): Promise<BatchResult>;
  evaluate(batch: Batch): Promise<BatchResult>;
  /** All weights, statistics included, by `node/weight`. */
  weights(): Promise<ReadonlyMap<string, WeightTensor>>;
  /** A copy of everything that training has changed. */
  state(): Promise<TrainingState>;
  /** Continues from a state of the same graph and optimizer, from any engine; another one is a RangeError. */
  restore(state: TrainingState): Promise<void>;
  dispose(): void;
}
