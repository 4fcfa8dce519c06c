import type { SpatialAxis } from '../dimensions/axis';
import type { Shape } from '../dimensions/dimension';
import type { WeightSpec } from '../schema/layer';
import type { Graph, ValueId } from './graph';

declare const brand: unique symbol;

/**
 * Identifies one weight: in the graph, in weights files, and in the random streams of its initial values. Nodes that share a
 * weight refer to the same key.
 */
export type WeightKey = string & { readonly [brand]: 'WeightKey' };

/** The key of a weight, from the qualified name of the node that owns it and its role: `incep1/five/conv2d_2/kernel`. */
export function weightKey(owner: string, role: string): WeightKey {
  // The only place where a string becomes a key.
  return `${owner}/${role}` as WeightKey;
}

/** The result of inference for one node. */
export interface Typing {
  /** Each dimension with its origin; channels last, without the batch. */
  readonly output: Shape;
  /** The key of each weight, by role: `kernel`, `bias`. */
  readonly weights: ReadonlyMap<string, WeightKey>;
  /** Multiply-accumulates per sample, forward pass. */
  readonly macs: number;
  /** Values per sample that the backward pass needs: the output and intermediate values. */
  readonly activations: number;
  readonly receptiveField: ReceptiveField;
}

/** The receptive field of one position of a value: the whole input, or a window along some axes; a vector has none. */
export type ReceptiveField = 'all' | { readonly [A in SpatialAxis]?: AxisField };

export interface AxisField {
  /** Input cells. */
  readonly size: number;
  /** Input cells between neighbouring positions. */
  readonly jump: number;
}

/** A graph with a typing for every value whose inputs are known, and its weights. */
export interface TypedGraph extends Graph {
  readonly typings: ReadonlyMap<ValueId, Typing>;
  /** Every weight once, in the order of first use. */
  readonly weights: ReadonlyMap<WeightKey, WeightSpec>;
}

/** The typing of a value in a graph that passed every check; a missing one is a bug in modelc. */
export function typingOf(graph: TypedGraph, id: ValueId): Typing {
  const typing = graph.typings.get(id);
  if (!typing) throw new Error(`value ${id} of ${graph.name} has no typing`);
  return typing;
}
