import type { TypedGraph } from '../graph/typed-graph';
import { slotsOf } from '../schema/optimizers';

/** An estimate for training in 32-bit floats; `docs/understanding.md` says what it includes. */
export interface Memory {
  readonly batch: number;
  readonly weightBytes: number;
  /** The input and the output of every node, kept for the backward pass. */
  readonly activationBytes: number;
  /** One number per trainable weight. */
  readonly gradientBytes: number;
  readonly optimizerBytes: number;
  readonly totalBytes: number;
}

export function memoryOf(graph: TypedGraph, batch: number, total: number, trainable: number): Memory {
  let activations = 0;
  for (const typing of graph.typings.values()) activations += typing.activations;
  const weightBytes = 4 * total;
  const activationBytes = 4 * batch * activations;
  const gradientBytes = 4 * trainable;
  const optimizerBytes = 4 * trainable * (graph.train ? slotsOf(graph.train.optimizer) : 0);
  return {
    batch,
    weightBytes,
    activationBytes,
    gradientBytes,
    optimizerBytes,
    totalBytes: weightBytes + activationBytes + gradientBytes + optimizerBytes,
  };
}
