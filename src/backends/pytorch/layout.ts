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

export function isNone({ top, bottom, left, right }: Pads): boolean {
  return top === 0 && bottom === 0 && left === 0 && right === 0;
}

export function isSymmetric({ top, bottom, left, right }: Pads): boolean {
  return top === bottom && left === right;
}

/** `F.pad(x, (left, right, top, bottom))`. */
export function padded(text: string, { top, bottom, left, right }: Pads, value?: string): string {
  const cells = `(${left}, ${right}, ${top}, ${bottom})`;
  return `F.pad(${text}, ${cells}${value === undefined ? '' : `, value=${value}`})`;
}

/** `2`, or `(2, 3)`. */
export function pairText([first, second]: readonly [number, number]): string {
  return first === second ? `${first}` : `(${first}, ${second})`;
}
