import type { SpatialAxis } from '../dimensions/axis';
import type { Shape } from '../dimensions/dimension';
import type { WeightSpec } from '../schema/layer';
import type { Graph, ValueId } from './graph';

declare const brand: unique symbol;

/**
 * Names one weight of a graph: in the graph itself, in weights files, and in the streams of random numbers that it starts from. Nodes
 * that share a weight refer to the same key.
 */
export type WeightKey = string & { readonly [brand]: 'WeightKey' };

/** The key of a weight, by the qualified name of the node that owns it and its role there: `incep1/five/conv2d_2/kernel`. */
export function weightKey(owner: string, role: string): WeightKey {
  // The only place that makes one: a string has no other way to become a key.
  return `${owner}/${role}` as WeightKey;
}

/** What inference found out about a node. */
export interface Typing {
  /** Each dimension with its origin; channels last, without the batch. */
  readonly output: Shape;
  /** The key of each weight by its role: `kernel`, `bias`. */
  readonly weights: ReadonlyMap<string, WeightKey>;
  /** Multiply-accumulates for one sample, forward. */
  readonly macs: number;
  /** Values for one sample that the backward pass needs: the output, and what is computed on the way to it. */
  readonly activations: number;
  readonly receptiveField: ReceptiveField;
}

/** The part of the model's input that one place of a value depends on: everything, or a window along some axes; a vector has none. */
export type ReceptiveField = 'all' | { readonly [A in SpatialAxis]?: AxisField };

export interface AxisField {
  /** Cells of the input. */
  readonly size: number;
  /** Cells of the input from one place to the next. */
  readonly jump: number;
}

/** A graph with a typing for every value whose inputs are known, and the weights that its nodes refer to. */
export interface TypedGraph extends Graph {
  readonly typings: ReadonlyMap<ValueId, Typing>;
  /** Every weight once, in the order in which nodes first use them. */
  readonly weights: ReadonlyMap<WeightKey, WeightSpec>;
}

/** The typing of a value in a graph that has passed every check; a missing one is a bug in modelc. */
export function typingOf(graph: TypedGraph, id: ValueId): Typing {
  const typing = graph.typings.get(id);
  if (!typing) throw new Error(`value ${id} of ${graph.name} has no typing`);
  return typing;
}
