import type { Attributes, Kind } from '../../schema/kinds';
import type { GraphBuilder, Value } from './graph-builder';
import type { Convolution } from './ops/convolution';

/** What makes a pass one of training. */
export interface Mode {
  /** Dropout drops, and batch_norm normalises by the batch and moves its running statistics. */
  readonly training: boolean;
  readonly seed: number;
  /** The number of the step, a whole number of 32 bits that is fed; it keys dropout's masks. */
  readonly step: Value | undefined;
}

/** What a row of the table knows about its node. Values have the batch first; shapes are without it. */
export interface GraphLayer<K extends Kind> {
  readonly g: GraphBuilder;
  /** Qualified, as in the graph. */
  readonly name: string;
  readonly attributes: Attributes<K>;
  readonly inputs: readonly Value[];
  /** The first input; a kind without one does not exist. */
  readonly x: Value;
  /** The kind of the node that gives the first input; undefined for an input of the graph. */
  readonly source: Kind | undefined;
  readonly shapes: readonly (readonly number[])[];
  /** The shape of the first input. */
  readonly shape: readonly number[];
  /** The shape of the output. */
  readonly output: readonly number[];
  readonly mode: Mode;
  /** A weight by its role, such as `kernel`, in the type of the inputs; a missing one is a bug. */
  weight(role: string): Value;
  /** The same in 32 bits, as it is kept. */
  variable(role: string): Value;
  weightShape(role: string): readonly number[];
}

/** What comes down from an output to what it was made of. */
export interface Gradients {
  /** One for each input, in their order. */
  readonly inputs: readonly Value[];
  /** By role. */
  readonly weights?: Readonly<Record<string, Value>>;
}

/** A convolution whose window is one cell, moved by one. */
export interface Pointwise extends Convolution {
  readonly bias: boolean;
}

/** A layer as operations: forward, and beside it the gradient. What nobody asks for is pruned. */
export interface Lowered {
  readonly output: Value;
  backward(gradient: Value): Gradients;
  /** Where the layer is such a convolution: its gradients may then be found together with those of others over the same value. */
  readonly pointwise?: Pointwise;
  /** New values of statistics, by role. */
  readonly updates?: Readonly<Record<string, Value>>;
}

/** How a kind is said in TensorFlow. */
export type GraphRow<K extends Kind> = (layer: GraphLayer<K>) => Lowered;
