import type { Pads } from '../../dimensions/window';
import { channelAxis, channelsFirstOrder, channelsLastOrder, isImage } from '../channels-first/layout';
import { type Code, wrap } from '../source/code';

/** The axis of channels, or features, as PyTorch counts. */
export function channelAxisText(shape: readonly number[]): string {
  return String(channelAxis(shape));
}

/** A value with its channels last. */
export function channelsLast(text: string, shape: readonly number[]): string {
  return isImage(shape) ? `${text}.permute(${channelsLastOrder(shape.length).join(', ')})` : text;
}

/** Puts the channels of an image first again. */
export function channelsFirst(code: Code, shape: readonly number[]): Code {
  return isImage(shape) ? wrap('', code, `.permute(${channelsFirstOrder(shape.length).join(', ')})`) : code;
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
