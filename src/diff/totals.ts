import type { TypedGraph } from '../graph/typed-graph';
import { sumNodes } from '../graph/weights';

/** A number in both graphs. */
export interface Total {
  readonly a: number;
  readonly b: number;
  /** `b - a`. */
  readonly difference: number;
  /** `b / a`; null where a is 0. */
  readonly ratio: number | null;
}

/** What two graphs come to. */
export interface Totals {
  readonly nodes: Total;
  /** Statistics included. */
  readonly parameters: Total;
  readonly trainable: Total;
  readonly macs: Total;
  readonly activations: Total;
  /** The largest window of the input that a value sees, along each axis. */
  readonly receptiveFieldHeight: Total;
  readonly receptiveFieldWidth: Total;
}

export function totalsOf(a: TypedGraph, b: TypedGraph): Totals {
  const [one, other] = [countsOf(a), countsOf(b)];
  return {
    nodes: total(one.nodes, other.nodes),
    parameters: total(one.parameters, other.parameters),
    trainable: total(one.trainable, other.trainable),
    macs: total(one.macs, other.macs),
    activations: total(one.activations, other.activations),
    receptiveFieldHeight: total(one.sees[0], other.sees[0]),
    receptiveFieldWidth: total(one.sees[1], other.sees[1]),
  };
}

function countsOf(graph: TypedGraph) {
  let activations = 0;
  const sees: [number, number] = [1, 1];
  for (const typing of graph.typings.values()) {
    activations += typing.activations;
    if (typing.receptiveField === 'all') continue;
    for (const axis of [0, 1] as const) sees[axis] = Math.max(sees[axis], typing.receptiveField.size[axis]);
  }
  return { nodes: graph.nodes.length, ...sumNodes(graph), activations, sees };
}

function total(a: number, b: number): Total {
  return { a, b, difference: b - a, ratio: a === 0 ? null : b / a };
}
