import type { Shape } from '../dimensions/dimension';
import type { WeightSpec } from '../schema/layer';
import type { Graph, ValueId } from './graph';

/** What inference found out about a node. */
export interface Typing {
  /** Each dimension with its origin; channels last, without the batch. */
  readonly output: Shape;
  readonly weights: Readonly<Record<string, WeightSpec>>;
  /** Multiply-accumulates for one sample, forward. */
  readonly macs: number;
  /** Values for one sample that the backward pass needs: the output, and what is computed on the way to it. */
  readonly activations: number;
  readonly receptiveField: ReceptiveField;
}

/** The part of the model's input that one value depends on: cells along height and width, or everything. */
export type ReceptiveField =
  | 'all'
  | {
      readonly size: readonly [number, number];
      /** Cells of the input from one value to the next. */
      readonly jump: readonly [number, number];
    };

/** A graph with a typing for every value whose inputs are known. */
export interface TypedGraph extends Graph {
  readonly typings: ReadonlyMap<ValueId, Typing>;
}

/** The typing of a value in a graph that has passed every check; a missing one is a bug in modelc. */
export function typingOf(graph: TypedGraph, id: ValueId): Typing {
  const typing = graph.typings.get(id);
  if (!typing) throw new Error(`value ${id} of ${graph.name} has no typing`);
  return typing;
}

/** What nodes come to together, for one sample; `parameters` counts statistics too. */
export function sumTypings(typings: Iterable<Typing>): { parameters: number; trainable: number; macs: number } {
  const sum = { parameters: 0, trainable: 0, macs: 0 };
  for (const { weights, macs } of typings) {
    const count = countParameters(weights);
    sum.parameters += count.total;
    sum.trainable += count.trainable;
    sum.macs += macs;
  }
  return sum;
}

/** Numbers in all weights; `trainable` leaves out statistics. */
export function countParameters(weights: Readonly<Record<string, WeightSpec>>): { total: number; trainable: number } {
  let total = 0;
  let trainable = 0;
  for (const weight of Object.values(weights)) {
    const count = weight.shape.reduce((product, size) => product * size, 1);
    total += count;
    if (weight.trainable) trainable += count;
  }
  return { total, trainable };
}
