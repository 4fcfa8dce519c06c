import type { Pads } from '../../dimensions/window';
import { type Code, wrap } from '../source/code';

/** Images, `height x width x channels`, are channels first in PyTorch; whatever else there is stays in modelc's order. */
export function isImage(shape: readonly number[]): boolean {
  return shape.length === 3;
}

/** The axis of channels, or features, as PyTorch counts. */
export function channelAxis(shape: readonly number[]): string {
  return shape.length === 1 || isImage(shape) ? '1' : '-1';
}

/** A value with its channels last. */
export function channelsLast(text: string, shape: readonly number[]): string {
  return isImage(shape) ? `${text}.permute(0, 2, 3, 1)` : text;
}

/** Puts the channels of an image first again. */
export function channelsFirst(code: Code, shape: readonly number[]): Code {
  return isImage(shape) ? wrap('', code, '.permute(0, 3, 1, 2)') : code;
}

/** True where the order of an image's values is the same both ways. */
export function hasOneOrder([height = 1, width = 1, channels = 1]: readonly number[]): boolean {
  return height * width === 1 || channels === 1;
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
