import type { Pads } from '../../dimensions/window';
import { channelsFirstOrder, channelsLastOrder, hasPlaces } from '../channels-first/layout';
import { type Code, wrap } from '../source/code';

/** A value with its channels last. */
export function channelsLast(text: string, shape: readonly number[]): string {
  return hasPlaces(shape) ? `${text}${turned(channelsLastOrder(shape.length))}` : text;
}

/** Puts the channels of a value that has places first again. */
export function channelsFirst(code: Code, shape: readonly number[]): Code {
  return hasPlaces(shape) ? wrap('', code, turned(channelsFirstOrder(shape.length))) : code;
}

function turned(order: readonly number[]): string {
  return order.length === 3 ? '.transpose(1, 2)' : `.permute(${order.join(', ')})`;
}

/** Pads that are the same before and after each axis: `1`, or `(1, 2)`. */
export function symmetricText(pads: Pads): string {
  return tupleText(pads.map(([before]) => before));
}

/** `F.pad(x, (left, right, top, bottom))`: the last axis first. */
export function padded(text: string, pads: Pads, value?: string): string {
  return `F.pad(${text}, ${cellsText(pads)}${value === undefined ? '' : `, value=${value}`})`;
}

/** `(left, right, top, bottom)`. */
export function cellsText(pads: Pads): string {
  return `(${pads.toReversed().flat().join(', ')})`;
}

/** `2` where all are the same, else `(2, 3)`. */
export function tupleText(numbers: readonly number[]): string {
  return numbers.every((number) => number === numbers[0]) ? `${numbers[0]}` : `(${numbers.join(', ')})`;
}
