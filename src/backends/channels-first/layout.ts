/** A value with spatial axes, `height x width x channels` or `length x channels`, has its channels first; a vector has its features only. */
export function hasPlaces(shape: readonly number[]): boolean {
  return shape.length > 1;
}

/** The order of axes, batch included, that puts the channels of a value of this many axes first: `[0, 3, 1, 2]` for an image. */
export function channelsFirstOrder(rank: number): readonly number[] {
  return [0, rank, ...Array.from({ length: rank - 1 }, (_, axis) => axis + 1)];
}

/** The order that puts them last again: `[0, 2, 3, 1]` for an image. */
export function channelsLastOrder(rank: number): readonly number[] {
  return [0, ...Array.from({ length: rank - 1 }, (_, axis) => axis + 2), 1];
}

/** A shape, without the batch, with its channels first. */
export function channelsFirstShape(shape: readonly number[]): readonly number[] {
  return [...shape.slice(-1), ...shape.slice(0, -1)];
}

/** True where the values come in the same order both ways, as in vectors, or where there is one place or one channel. */
export function hasOneOrder(shape: readonly number[]): boolean {
  const cells = shape.slice(0, -1).reduce((product, size) => product * size, 1);
  return cells === 1 || shape.at(-1) === 1;
}
