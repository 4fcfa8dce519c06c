/** Images, `height x width x channels`, have their channels first; whatever else there is stays in modelc's order. */
export function isImage(shape: readonly number[]): boolean {
  return shape.length === 3;
}

/** The axis of channels, or features, behind the batch; counted from the end where the channels stay last. */
export function channelAxis(shape: readonly number[]): number {
  return shape.length === 1 || isImage(shape) ? 1 : -1;
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
  return isImage(shape) ? [...shape.slice(-1), ...shape.slice(0, -1)] : shape;
}

/** True where the values of an image come in the same order both ways. */
export function hasOneOrder(shape: readonly number[]): boolean {
  const cells = shape.slice(0, -1).reduce((product, size) => product * size, 1);
  return cells === 1 || shape.at(-1) === 1;
}
