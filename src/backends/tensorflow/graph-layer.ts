import type { Kind } from '../../schema/kinds';
import type { GraphBuilder, Value } from './graph-builder';
import type { Convolution } from './ops/convolution';
import type { Choices, NodeFacts } from './passes/plan';

/** The context of a training pass. */
export interface Mode {
  /** In training, dropout is active, and batch_norm normalises by the batch and updates its running statistics. */
  readonly training: boolean;
  readonly seed: number;
  /** The number of the step, a 32-bit integer that is fed; it seeds dropout's masks. */
  readonly step: Value | undefined;
}

/** What a row of the table knows about its node. Values have the batch first; shapes are without it. */
export interface GraphLayer<K extends Kind> extends NodeFacts<K> {
  readonly g: GraphBuilder;
  /** Qualified, as in the graph. */
  readonly name: string;
  readonly inputs: readonly Value[];
  /** The first input; every kind has one. */
  readonly x: Value;
  /** The choices of the passes for the node. */
  readonly choices: Choices;
  readonly mode: Mode;
  /** A weight by role, such as `kernel`, in the type of the inputs; a missing one is a bug. */
  weight(role: string): Value;
  /** The same in 32 bits, as it is stored. */
  variable(role: string): Value;
}

/** Gradients with respect to inputs and weights. */
export interface Gradients {
  /** One per input, in order. */
  readonly inputs: readonly Value[];
  /** By role. */
  readonly weights?: Readonly<Record<string, Value>>;
}

/** A 1 x 1 convolution whose gradients are computed together with those of others. */
export interface Joined extends Convolution {
  readonly bias: boolean;
}

/** A layer as operations: forward, and next to it the gradient. What nobody needs is pruned. */
export interface Lowered {
  readonly output: Value;
  backward(gradient: Value): Gradients;
  /** If the passes chose so; `backward` is then not called. */
  readonly joined?: Joined;
  /** New values of statistics, by role. */
  readonly updates?: Readonly<Record<string, Value>>;
}

/** How a kind is written in TensorFlow. */
export type GraphRow<K extends Kind> = (layer: GraphLayer<K>) => Lowered;
