import type { Tensor, Variable } from '@tensorflow/tfjs-core';
import type { Attributes, Kind } from '../../schema/kinds';
import type { Tf } from '../engine';

/** How a forward pass behaves. */
export interface Mode {
  /** Dropout drops, and batch_norm normalises by the batch and moves its running statistics. */
  readonly training: boolean;
  /** The number of the training step, from 0: it keys dropout's masks. */
  readonly step: number;
}

/** One layer of a model at work: values with the batch first, channels last. Called inside of a `tf.tidy`. */
export type Forward = (inputs: readonly Tensor[], mode: Mode) => Tensor;

/** What a row of the table knows about its node. */
export interface LiveLayer<K extends Kind> {
  readonly tf: Tf;
  /** Qualified, as in the graph. */
  readonly name: string;
  readonly attributes: Attributes<K>;
  /** Shapes of the inputs, without the batch. */
  readonly inputs: readonly (readonly number[])[];
  /** Shape of the output, without the batch. */
  readonly output: readonly number[];
  readonly seed: number;
  /** A weight by its role, such as `kernel`; a missing one is a bug. */
  weight(role: string): Variable;
  /** A tensor that lives as long as the model. */
  constant(values: Float32Array, shape: readonly number[]): Tensor;
}

/** Prepares a layer once and gives the function that runs it at every pass. */
export type LiveRow<K extends Kind> = (layer: LiveLayer<K>) => Forward;

/** A layer that takes one value. */
export function unary(forward: (input: Tensor, mode: Mode) => Tensor): Forward {
  return ([input], mode) => {
    if (!input) throw new Error('a layer was run without an input');
    return forward(input, mode);
  };
}
