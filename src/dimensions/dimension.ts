import type { ShownValue } from '../diagnostics/messages/shape';
import type { Span } from '../diagnostics/source';
import { type Axis, axesOfRank, type Form, formOfAxes } from './axis';

/** The item of a spec that produced a dimension, named as in the summary. */
export interface Site {
  readonly name: string;
  readonly span: Span;
}

/** Where a number came from: written by the user, or computed by a layer from other dimensions. */
export type Origin =
  | { readonly type: 'written'; readonly site: Site }
  | {
      readonly type: 'derived';
      /** The formula with its numbers, such as `floor((24 - 2) / 2) + 1`. */
      readonly formula: string;
      readonly operands: readonly Dimension[];
      readonly site: Site;
    };

/** A size along an axis, with its origin. The batch is never a dimension. */
export interface Dimension {
  readonly axis: Axis;
  readonly value: number;
  readonly origin: Origin;
}

/** The dimensions of a value, in the order of its axes: spatial axes, then channels; or only features. */
export type Shape = readonly Dimension[];

/** The size that something should have along an axis. */
export interface WantedSize {
  readonly axis: Axis;
  readonly size: number;
}

export function written(axis: Axis, value: number, site: Site): Dimension {
  return { axis, value, origin: { type: 'written', site } };
}

/** Sizes in order as written in a spec; axes follow from their number. */
export function writtenShape(sizes: readonly number[], site: Site, axes = axesOfRank(sizes.length)): Shape {
  return sizes.map((size, index) => written(entry(axes, index), size, site));
}

/** The same size, with the same origin, along another axis. */
export function along(axis: Axis, dimension: Dimension): Dimension {
  return dimension.axis === axis ? dimension : { ...dimension, axis };
}

export function valuesOf(shape: Shape): number[] {
  return shape.map((dimension) => dimension.value);
}

export function axesOf(shape: Shape): Axis[] {
  return shape.map((dimension) => dimension.axis);
}

/** Height, width and channels in the sizes of an image; any other sizes are a bug in modelc. */
export function imageSizes(sizes: readonly number[]): readonly [height: number, width: number, channels: number] {
  const [height, width, channels, ...more] = sizes;
  if (height === undefined || width === undefined || channels === undefined || more.length > 0)
    throw new Error(`${sizes.join(' x ')} are not the sizes of an image`);
  return [height, width, channels];
}

/** The channels, or the features of a vector, in the sizes of a value. */
export function channelCount(sizes: readonly number[]): number {
  return entry(sizes, sizes.length - 1);
}

/** The form of a value; undefined for more than four axes. */
export function formOf(shape: Shape): Form | undefined {
  return formOfAxes(axesOf(shape));
}

/** The spatial dimensions; none for a vector. */
export function spatialAxes(shape: Shape): Shape {
  return shape.slice(0, -1);
}

/** Channels, or the features of a vector. */
export function channelsOf(shape: Shape): Dimension {
  return entry(shape, shape.length - 1);
}

/** The dimension along an axis that the value has; a missing one is a bug in modelc. */
export function axisOf(shape: Shape, axis: Axis): Dimension {
  const found = shape.find((dimension) => dimension.axis === axis);
  if (!found) throw new Error(`a value of ${axesOf(shape).join(' x ') || 'no axes'} has no ${axis}`);
  return found;
}

/** The sizes along axes that the value has, in the given order. */
export function sizesAlong<const A extends readonly Axis[]>(
  shape: Shape,
  axes: A,
): { readonly [I in keyof A]: number } {
  // Typed by its argument, since `map` loses the length.
  return axes.map((axis) => axisOf(shape, axis).value) as { readonly [I in keyof A]: number };
}

/** A value as shown in messages. */
export function shownValue(shape: Shape): ShownValue {
  return { form: formOf(shape), sizes: valuesOf(shape) };
}

export function sameShape(shape: Shape, other: Shape): boolean {
  return (
    shape.length === other.length &&
    shape.every(({ axis, value }, index) => axis === other[index]?.axis && value === other[index]?.value)
  );
}

export function derived(
  { axis, value, formula, operands }: { axis: Axis; value: number; formula: string; operands: readonly Dimension[] },
  site: Site,
): Dimension {
  return { axis, value, origin: { type: 'derived', formula, operands, site } };
}

export function product(values: readonly number[]): number {
  return values.reduce((total, value) => total * value, 1);
}

/** An existing entry; a missing one is a bug in modelc. */
export function entry<T>(list: readonly T[], index: number): T {
  const found = list[index];
  if (found === undefined) throw new Error(`a list of ${list.length} has no entry ${index}`);
  return found;
}
