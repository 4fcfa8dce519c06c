import type { Kind } from '../../schema/kinds';
import type { GraphBuilder, Value } from './graph-builder';
import type { Convolution } from './ops/convolution';
import type { Choices, NodeFacts } from './passes/plan';

/** What makes a pass one of training. */
export interface Mode {
  /** Dropout drops, and batch_norm normalises by the batch and moves its running statistics. */
  readonly training: boolean;
  readonly seed: number;
  /** The number of the step, a whole number of 32 bits that is fed; it keys dropout's masks. */
  readonly step: Value | undefined;
}

/** What a row of the table knows about its node. Values have the batch first; shapes are without it. */
export interface GraphLayer<K extends Kind> extends NodeFacts<K> {
  readonly g: GraphBuilder;
  /** Qualified, as in the graph. */
  readonly name: string;
  readonly inputs: readonly Value[];
  /** The first input; a kind without one does not exist. */
  readonly x: Value;
  /** What the passes chose for the node. */
  readonly choices: Choices;
  readonly mode: Mode;
  /** A weight by its role, such as `kernel`, in the type of the inputs; a missing one is a bug. */
  weight(role: string): Value;
  /** The same in 32 bits, as it is kept. */
  variable(role: string): Value;
}

/** What comes down from an output to what it was made of. */
export interface Gradients {
  /** One for each input, in their order. */
  readonly inputs: readonly Value[];
  /** By role. */
  readonly weights?: Readonly<Record<string, Value>>;
}

/** A convolution by single cells whose gradients are found together with those of others. */
export interface Joined extends Convolution {
  readonly bias: boolean;
}

/** A layer as operations: forward, and beside it the gradient. What nobody asks for is pruned. */
export interface Lowered {
  readonly output: Value;
  backward(gradient: Value): Gradients;
  /** Where the passes chose so; `backward` is then not asked. */
  readonly joined?: Joined;
  /** New values of statistics, by role. */
  readonly updates?: Readonly<Record<string, Value>>;
}

/** How a kind is said in TensorFlow. */
export type GraphRow<K extends Kind> = (layer: GraphLayer<K>) => Lowered;
