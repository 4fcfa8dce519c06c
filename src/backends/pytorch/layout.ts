import { type Axis, positionOf } from '../../dimensions/axis';
import { channelsFirstOrder, channelsLastOrder, hasPlaces } from '../channels-first/layout';
import type { Code } from '../source/code';
import { method } from './calls';

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

/** `2` if all are equal, otherwise `(2, 3)`. */
export function tupleText(numbers: readonly number[]): string {
  return numbers.every((number) => number === numbers[0]) ? `${numbers[0]}` : `(${numbers.join(', ')})`;
}
