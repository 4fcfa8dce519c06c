/** An axis of a value. Every value ends with its channels, or has only features; the batch is never an axis. */
export type Axis = SpatialAxis | 'channels' | 'features';

/** An axis that windows slide along. */
export type SpatialAxis = 'length' | 'depth' | 'height' | 'width';

/** The forms of values that layers take and produce, with their axes in order. */
export const formAxes = {
  vector: ['features'],
  sequence: ['length', 'channels'],
  image: ['height', 'width', 'channels'],
  volume: ['depth', 'height', 'width', 'channels'],
} as const satisfies Readonly<Record<string, readonly Axis[]>>;

/** The form of a value in one word. */
export type Form = keyof typeof formAxes;

export const forms = Object.keys(formAxes) as readonly Form[];

export const spatialAxisNames: readonly SpatialAxis[] = ['length', 'depth', 'height', 'width'];

export const axes: readonly Axis[] = [...spatialAxisNames, 'channels', 'features'];

/**
 * The axes of sizes without names: those of the form with that many axes. Values with more than four axes have no form; windows
 * never slide along the leading axes, which are all named `length`.
 */
export function axesOfRank(rank: number): readonly Axis[] {
  const { volume } = formAxes;
  if (rank > volume.length) return [...new Array<Axis>(rank - volume.length).fill('length'), ...volume];
  return Object.values(formAxes).find(({ length }) => length === rank) ?? [];
}

/** The index of an axis in a value with that many axes; `channels` is always the last. Negative if the value does not have it. */
export function positionOf(axis: Axis, rank: number): number {
  return axis === 'channels' ? rank - 1 : axesOfRank(rank).indexOf(axis);
}

/**
 * The permutation of a value, with its batch first, that exchanges an axis with the last one; it is its own inverse. Undefined if
 * the axis is the last.
 */
export function swapWithLast(axis: Axis, rank: number): readonly number[] | undefined {
  const at = positionOf(axis, rank) + 1;
  if (at === rank) return undefined;
  return Array.from({ length: rank + 1 }, (_, index) => (index === at ? rank : index === rank ? at : index));
}

/** The form of values with that many axes; undefined if there is none. */
export function formOfRank(rank: number): Form | undefined {
  return forms.find((form) => formAxes[form].length === rank);
}

/** The form with exactly these axes; undefined if there is none. */
export function formOfAxes(axes: readonly Axis[]): Form | undefined {
  return forms.find((form) => sameAxes(formAxes[form], axes));
}

function sameAxes(some: readonly Axis[], others: readonly Axis[]): boolean {
  return some.length === others.length && some.every((axis, index) => axis === others[index]);
}
