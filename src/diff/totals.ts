import { type SpatialAxis, spatialAxisNames } from '../dimensions/axis';
import { nodeOf } from '../graph/graph';
import type { TypedGraph } from '../graph/typed-graph';
import { usedNodes } from '../graph/unread';
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

/** The totals of two graphs. */
export interface Totals {
  readonly nodes: Total;
  /** Includes statistics. */
  readonly parameters: Total;
  readonly trainable: Total;
  readonly macs: Total;
  readonly activations: Total;
  /** The largest receptive field of any value, along each spatial axis of either graph. */
  readonly receptiveField: { readonly [A in SpatialAxis]?: Total };
}

export function totalsOf(a: TypedGraph, b: TypedGraph): Totals {
  const [one, other] = [countsOf(a), countsOf(b)];
  return {
    nodes: total(one.nodes, other.nodes),
    parameters: total(one.parameters, other.parameters),
    trainable: total(one.trainable, other.trainable),
    macs: total(one.macs, other.macs),
    activations: total(one.activations, other.activations),
    receptiveField: Object.fromEntries(
      spatialAxisNames
        .filter((axis) => one.sees.has(axis) || other.sees.has(axis))
        .map((axis) => [axis, total(one.sees.get(axis) ?? 1, other.sees.get(axis) ?? 1)]),
    ),
  };
}

function countsOf(graph: TypedGraph) {
  const used = usedNodes(graph);
  let activations = 0;
  const sees = new Map<SpatialAxis, number>();
  for (const [id, typing] of graph.typings) {
    if (nodeOf(graph, id) && !used.has(id)) continue;
    activations += typing.activations;
    const field = typing.receptiveField;
    if (field === 'all') continue;
    for (const axis of spatialAxisNames) {
      const size = field[axis]?.size;
      if (size !== undefined) sees.set(axis, Math.max(sees.get(axis) ?? 1, size));
    }
  }
  return { nodes: used.size, ...sumNodes(graph), activations, sees };
}

function total(a: number, b: number): Total {
  return { a, b, difference: b - a, ratio: a === 0 ? null : b / a };
}
