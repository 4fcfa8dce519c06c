import type { WeightKey } from '../../../graph/typed-graph';
import type { Clip } from '../../../schema/train';
import type { GraphBuilder, Value } from '../graph-builder';
import { divide, maximum, minimum, multiply, root, scale, sumOf } from '../ops/arithmetic';
import { halfOfSquares } from './penalty';

type Gradients = ReadonlyMap<WeightKey, Value>;

/** Norms of gradients. */
export interface Length {
  /** The global norm of all gradients: the square root of the sum of their squares. */
  readonly whole: Value;
  /** For each gradient, its squares times the rate: finite if neither it nor its update overflows. */
  readonly strides: Gradients;
  /** The sum of the strides. */
  readonly stride: Value;
}

/** One pass over each gradient computes both its norm and whether it is finite. */
export function lengthOf(g: GraphBuilder, gradients: Gradients, rate: Value): Length {
  const halves = new Map([...gradients].map(([key, gradient]) => [key, halfOfSquares(g, gradient)]));
  const all = halves.size > 0 ? sumOf(g, [...halves.values()]) : g.scalar(0);
  return {
    whole: root(g, scale(g, all, 2)),
    strides: new Map([...halves].map(([key, half]) => [key, multiply(g, half, rate)])),
    stride: multiply(g, all, rate),
  };
}

/** The clipped gradients; `length` is the global norm. */
export function bound(g: GraphBuilder, gradients: Gradients, clip: Clip | undefined, length: Value): Gradients {
  if (!clip) return gradients;
  const limit = g.scalar(clip.limit);
  const share = (): Value => minimum(g, divide(g, limit, length), g.scalar(1));
  const within = clip.by === 'norm' ? byFactor(g, share()) : byNumber(g, clip.limit);
  return new Map([...gradients].map(([key, gradient]) => [key, within(gradient)]));
}

function byFactor(g: GraphBuilder, factor: Value): (gradient: Value) => Value {
  return (gradient) => multiply(g, gradient, factor);
}

function byNumber(g: GraphBuilder, limit: number): (gradient: Value) => Value {
  return (gradient) => maximum(g, minimum(g, gradient, g.scalar(limit)), g.scalar(-limit));
}
