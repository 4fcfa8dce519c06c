/**
 * A value with spatial axes, `height x width x channels` or `length x channels`, has its channels first; a vector has only
 * features.
 */
export function hasPlaces(shape: readonly number[]): boolean {
  return shape.length > 1;
}

/**
 * The permutation, including the batch, that moves the channels of a value with this many axes to the front: `[0, 3, 1, 2]` for
 * an image.
 */
export function channelsFirstOrder(rank: number): readonly number[] {
  return [0, rank, ...Array.from({ length: rank - 1 }, (_, axis) => axis + 1)];
}

/** The permutation that moves them back to the end: `[0, 2, 3, 1]` for an image. */
export function channelsLastOrder(rank: number): readonly number[] {
  return [0, ...Array.from({ length: rank - 1 }, (_, axis) => axis + 2), 1];
}

/** A shape, without the batch, with its channels first. */
export function channelsFirstShape<T>(shape: readonly T[]): readonly T[] {
  return [...shape.slice(-1), ...shape.slice(0, -1)];
}

/** True if the values have the same order both ways, as in vectors, or with one position or one channel. */
export function hasOneOrder(shape: readonly number[]): boolean {
  const cells = shape.slice(0, -1).reduce((product, size) => product * size, 1);
  return cells === 1 || shape.at(-1) === 1;
}
