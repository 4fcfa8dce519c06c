import type { Goal } from '../diagnostics/report';
import { nodeOf } from '../graph/graph';
import type { TypedGraph } from '../graph/typed-graph';

/** What separates a value from what is wanted of it: numbers that are often what an attribute lacks. */
export interface Gap {
  /** Differences of sizes. */
  readonly differences: readonly number[];
  /** Quotients of sizes, above 1. */
  readonly ratios: readonly number[];
  /** Sizes that would fit. */
  readonly sizes: readonly number[];
}

/** The gap of a goal: between found and wanted sizes, or between the values of a join. */
export function gapOf(graph: TypedGraph, { value, sizes }: Goal): Gap {
  const pairs: (readonly [number, number])[] = [];
  const shape = graph.typings.get(value)?.output;
  for (const { axis, size } of sizes) {
    const found = shape?.find((one) => one.axis === axis)?.value;
    if (found !== undefined) pairs.push([found, size]);
  }
  if (sizes.length === 0) {
    const shapes = (nodeOf(graph, value)?.inputs ?? []).map((id) => graph.typings.get(id)?.output ?? []);
    for (const [at, one] of shapes.entries())
      for (const other of shapes.slice(at + 1))
        for (const { axis, value: size } of one) {
          const its = other.find((each) => each.axis === axis)?.value;
          if (its !== undefined) pairs.push([size, its]);
        }
  }
  const different = pairs.filter(([a, b]) => a !== b);
  const total = different.reduce((product, [a, b]) => (product * b) / a, 1);
  return {
    differences: unique(different.map(([a, b]) => Math.abs(a - b))),
    ratios: unique([total, ...different.map(([a, b]) => b / a)].map((ratio) => Math.max(ratio, 1 / ratio))),
    sizes: unique(pairs.flat()),
  };
}

function unique(values: readonly number[]): readonly number[] {
  return [...new Set(values)];
}
