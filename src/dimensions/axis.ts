/** What a value runs along. Every value ends with its channels, or has features alone; the batch is never an axis. */
export type Axis = SpatialAxis | 'channels' | 'features';

/** An axis that windows slide along. */
export type SpatialAxis = 'length' | 'depth' | 'height' | 'width';

/** The values that layers take and give, with their axes in order. */
export const formAxes = {
  vector: ['features'],
  sequence: ['length', 'channels'],
  image: ['height', 'width', 'channels'],
  volume: ['depth', 'height', 'width', 'channels'],
} as const satisfies Readonly<Record<string, readonly Axis[]>>;

/** What a value is, in a word. */
export type Form = keyof typeof formAxes;

export const forms = Object.keys(formAxes) as readonly Form[];

export const spatialAxisNames: readonly SpatialAxis[] = ['length', 'depth', 'height', 'width'];

export const axes: readonly Axis[] = [...spatialAxisNames, 'channels', 'features'];

/**
 * The axes of sizes that were written without names: those of the form with so many axes. More than four axes have no form; windows
 * never slide along the leading ones, which are all called `length`.
 */
export function axesOfRank(rank: number): readonly Axis[] {
  const { volume } = formAxes;
  if (rank > volume.length) return [...new Array<Axis>(rank - volume.length).fill('length'), ...volume];
  return Object.values(formAxes).find(({ length }) => length === rank) ?? [];
}

/** Where an axis lies in a value of so many axes, from 0; `channels` are the last axis of any value. Below 0 where it has none such. */
export function positionOf(axis: Axis, rank: number): number {
  return axis === 'channels' ? rank - 1 : axesOfRank(rank).indexOf(axis);
}

/** The form that has exactly these axes; undefined where none has. */
export function formOfAxes(axes: readonly Axis[]): Form | undefined {
  return forms.find((form) => sameAxes(formAxes[form], axes));
}

function sameAxes(some: readonly Axis[], others: readonly Axis[]): boolean {
  return some.length === others.length && some.every((axis, index) => axis === others[index]);
}
