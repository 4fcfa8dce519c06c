import type { Axis } from './axis';
import { along, axesOf, channelsOf, entry, type Shape, sameShape, spatialAxes } from './dimension';

/** Values combined element by element: what a join repeats besides the features of a vector, which it takes for each channel. */
export type Repeats = 'ones' | 'nothing';

/**
 * The common shape of values that are combined element by element; undefined if they do not fit. All have the same axes, except
 * that a vector of features fits a value with that many channels. `ones`: an axis of size 1 is repeated.
 */
export function broadcast(inputs: readonly [Shape, ...Shape[]], repeats: Repeats): Shape | undefined {
  const axes = largestOf(inputs);
  const whole = inputs.filter((shape) => shape.length === axes.length);
  if (!whole.every((shape) => String(axesOf(shape)) === String(axes))) return undefined;
  const output = axes.map((_, index) =>
    whole.map((shape) => entry(shape, index)).reduce((most, size) => (size.value > most.value ? size : most)),
  );
  const fits = inputs.every((shape) => sameShape(shape, output) || isRepeated(shape, output, repeats));
  return fits ? output : undefined;
}

/** The axes of the value with the most. */
export function largestOf(inputs: readonly [Shape, ...Shape[]]): readonly Axis[] {
  return axesOf(inputs.reduce((most, shape) => (shape.length > most.length ? shape : most)));
}

function isRepeated(shape: Shape, output: Shape, repeats: Repeats): boolean {
  if (spatialAxes(output).length === 0) return false;
  if (shape.length < output.length) {
    const channels = channelsOf(output);
    return sameShape(shape, [along('features', channels)]);
  }
  return repeats === 'ones' && shape.every(({ value }, index) => value === 1 || value === output[index]?.value);
}

/** The sizes of a value with the axes of the output of a join: the features of a vector are its channels. */
export function alignedSizes(sizes: readonly number[], output: readonly number[]): readonly number[] {
  return [...new Array<number>(output.length - sizes.length).fill(1), ...sizes];
}
