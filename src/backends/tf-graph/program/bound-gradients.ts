import type { Clip } from '../../../schema/train';
import type { GraphBuilder, Value } from '../graph-builder';
import { divide, maximum, minimum, multiply, root, scale, sumOf } from '../ops/arithmetic';
import { halfOfSquares } from './penalty';

type Slopes = ReadonlyMap<string, Value>;

/** How long slopes are. */
export interface Length {
  /** Of all slopes together: the root of the sum of their squares. */
  readonly whole: Value;
  /** For each slope, its squares times the rate: finite where neither it nor what a step makes of it overflows. */
  readonly strides: Slopes;
  /** The sum of the strides. */
  readonly stride: Value;
}

/** One pass over each slope says both whether it is finite and how long it is. */
export function lengthOf(g: GraphBuilder, slopes: Slopes, rate: Value): Length {
  const halves = new Map([...slopes].map(([key, slope]) => [key, halfOfSquares(g, slope)]));
  const all = halves.size > 0 ? sumOf(g, [...halves.values()]) : g.scalar(0);
  return {
    whole: root(g, scale(g, all, 2)),
    strides: new Map([...halves].map(([key, half]) => [key, multiply(g, half, rate)])),
    stride: multiply(g, all, rate),
  };
}

/** Slopes within their bound; `length` is that of all together. */
export function bound(g: GraphBuilder, slopes: Slopes, clip: Clip | undefined, length: Value): Slopes {
  if (!clip) return slopes;
  const limit = g.scalar(clip.limit);
  const share = (): Value => minimum(g, divide(g, limit, length), g.scalar(1));
  const within = clip.by === 'norm' ? byFactor(g, share()) : byNumber(g, clip.limit);
  return new Map([...slopes].map(([key, slope]) => [key, within(slope)]));
}

function byFactor(g: GraphBuilder, factor: Value): (slope: Value) => Value {
  return (slope) => multiply(g, slope, factor);
}

function byNumber(g: GraphBuilder, limit: number): (slope: Value) => Value {
  return (slope) => maximum(g, minimum(g, slope, g.scalar(limit)), g.scalar(-limit));
}
