import { type Axis, positionOf } from '../../dimensions/axis';
import type { Pads } from '../../dimensions/window';
import { channelsFirstOrder, channelsLastOrder, hasPlaces } from '../channels-first/layout';
import type { Code } from '../source/code';
import { functional, method, nn } from './calls';

/** The number that PyTorch has for an axis: the channels are right after the batch, and all others one later. */
export function dimOf(axis: Axis, shape: readonly number[]): number {
  return axis === 'channels' ? 1 : positionOf(axis, shape.length) + 2;
}

/** A value with its channels last. */
export function channelsLast(value: Code, shape: readonly number[]): Code {
  return hasPlaces(shape) ? turned(value, channelsLastOrder(shape.length)) : value;
}

/** Moves the channels of a value with positions to the front again. */
export function channelsFirst(value: Code, shape: readonly number[]): Code {
  return hasPlaces(shape) ? turned(value, channelsFirstOrder(shape.length)) : value;
}

function turned(value: Code, order: readonly number[]): Code {
  return order.length === 3 ? method(value, 'transpose', ['1', '2']) : method(value, 'permute', order.map(String));
}

/** Pads that are the same before and after each axis: `1`, or `(1, 2)`. */
export function symmetricText(pads: Pads): string {
  return tupleText(pads.map(([before]) => before));
}

/** `F.pad(x, (left, right, top, bottom))`: the last axis first. */
export function padded(image: Code, pads: Pads, value?: string): Code {
  return functional('pad', [image, cellsText(pads)], { value });
}

/** `nn.ZeroPad2d((left, right, top, bottom))`, which does the same. */
export function paddingModule(pads: Pads, value?: string): Code {
  const cells = value === undefined ? [cellsText(pads)] : [cellsText(pads), value];
  return nn(`${value === undefined ? 'Zero' : 'Constant'}Pad${pads.length}d`, cells);
}

/** `(left, right, top, bottom)`. */
export function cellsText(pads: Pads): string {
  return `(${pads.toReversed().flat().join(', ')})`;
}

/** `2` if all are equal, otherwise `(2, 3)`. */
export function tupleText(numbers: readonly number[]): string {
  return numbers.every((number) => number === numbers[0]) ? `${numbers[0]}` : `(${numbers.join(', ')})`;
}
