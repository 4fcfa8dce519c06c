import type { Tensor, Variable } from '@tensorflow/tfjs-core';
import type { Attributes, Kind } from '../../schema/kinds';
import type { Tf } from '../engine';

/** The mode of a forward pass. */
export interface Mode {
  /** In training, dropout is active, and batch_norm normalises by the batch and updates its running statistics. */
  readonly training: boolean;
  /** The number of the training step, from 0, which seeds dropout's masks. */
  readonly step: number;
}

/** One running layer of a model: values have the batch first, channels last. Called inside a `tf.tidy`. */
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
  /** A weight by role, such as `kernel`; a missing one is a bug. */
  weight(role: string): Variable;
  /** A tensor that lives as long as the model. */
  constant(values: Float32Array, shape: readonly number[]): Tensor;
}

/** Prepares a layer once and returns the function that runs it in every pass. */
export type LiveRow<K extends Kind> = (layer: LiveLayer<K>) => Forward;

/** What a custom operation computes, and how its gradient comes down to each input from that of the output and what was saved. */
export interface WithGradient {
  readonly value: Tensor;
  readonly gradFunc: (dy: Tensor, saved: Tensor[]) => Tensor | Tensor[];
}

/** An operation with a gradient of its own; `save` keeps tensors for it. */
export function withGradient<I extends readonly Tensor[]>(
  tf: Tf,
  operation: (inputs: I, save: (tensors: Tensor[]) => void) => WithGradient,
): (...inputs: I) => Tensor {
  const apply = tf.customGrad((...args) => {
    // tfjs passes the function that saves behind the tensors, which its types leave out.
    const save = args.at(-1) as unknown as (tensors: Tensor[]) => void;
    return operation(args.slice(0, -1) as readonly Tensor[] as I, save);
  });
  return (...inputs) => apply(...inputs);
}

/** A layer with one input. */
export function unary(forward: (input: Tensor, mode: Mode) => Tensor): Forward {
  return ([input], mode) => {
    if (!input) throw new Error('a layer was run without an input');
    return forward(input, mode);
  };
}
