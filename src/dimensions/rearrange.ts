import { channelCount } from './dimension';

/**
 * A reordering of the numbers of a value: in the shape `[rest, ...sizes]`, where `rest` is the batch and the axes that stay in front,
 * its axes are permuted by `order`, and the result is read in the shape of the output.
 */
export interface Rearrangement {
  readonly sizes: readonly number[];
  /** With 0 for `rest`. */
  readonly order: readonly number[];
}

/** Channels in groups, then one of each group after the other. Source: ShuffleNet (Zhang et al., 2018). */
export function channelShuffle(shape: readonly number[], groups: number): Rearrangement {
  return { sizes: [groups, channelCount(shape) / groups], order: [0, 2, 1] };
}

/** The sizes between the two steps, and the permutation that reverses the first: what a gradient needs. */
export function reversed({ sizes, order }: Rearrangement): Rearrangement {
  const all = [-1, ...sizes];
  return {
    sizes: order.slice(1).map((axis) => all[axis] ?? 1),
    order: order.map((_, axis) => order.indexOf(axis)),
  };
}
