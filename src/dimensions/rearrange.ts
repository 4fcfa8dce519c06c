import { channelCount, imageSizes } from './dimension';

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

/** The axes of a value in another order, without the batch. */
export function permuted(shape: readonly number[], axes: readonly number[]): Rearrangement {
  return { sizes: shape, order: [0, ...axes.map((axis) => axis + 1)] };
}

/** Whether the channels of a block are in the order of its cells, or its cells in the order of the channels. */
export interface Blocks {
  readonly block: number;
  readonly order: 'dcr' | 'crd';
}

/** From `[rows, block, columns, block, channels]`. */
export function spaceToDepth(shape: readonly number[], { block, order }: Blocks): Rearrangement {
  const [, width, channels] = imageSizes(shape);
  const columns = width / block;
  return order === 'crd'
    ? { sizes: [block, columns, block, channels], order: [0, 2, 4, 1, 3] }
    : { sizes: [block, columns, block * channels], order: [0, 2, 1, 3] };
}

/** To `[rows, block, columns, block, channels]`. */
export function depthToSpace(shape: readonly number[], { block, order }: Blocks): Rearrangement {
  const [, columns, deep] = imageSizes(shape);
  const channels = deep / block ** 2;
  return order === 'crd'
    ? { sizes: [columns, channels, block, block], order: [0, 3, 1, 4, 2] }
    : { sizes: [columns, block, block * channels], order: [0, 2, 1, 3] };
}

/** The sizes between the two steps, and the permutation that reverses the first: what a gradient needs. */
export function reversed({ sizes, order }: Rearrangement): Rearrangement {
  const all = [-1, ...sizes];
  return {
    sizes: order.slice(1).map((axis) => all[axis] ?? 1),
    order: order.map((_, axis) => order.indexOf(axis)),
  };
}
