/** Loss and slope of a batch of scores. */
export interface LossResult {
  /** Mean over the batch. */
  readonly loss: number;
  /** Samples whose highest score is that of their class; of equal ones the first counts. */
  readonly correct: number;
  /** Of the mean loss with regard to each score. */
  readonly gradient: Float32Array;
}

/** What a model gave for a batch: `count` x `units` scores, and the class of each sample. */
export interface Scores {
  readonly scores: ArrayLike<number>;
  readonly labels: Uint8Array;
  readonly count: number;
  readonly units: number;
}

/** How a loss works; `S` are its settings in a spec. In float64, and pure. */
export type LossRow<S> = (settings: S, scores: Scores) => LossResult;
