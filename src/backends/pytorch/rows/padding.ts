import type { Pads } from '../../../dimensions/window';
import { apply, type Value } from '../row';

/** `(1, 2)`, or one number where they are equal. */
export function pairText(rows: number | string, columns: number | string): string {
  return rows === columns ? `${rows}` : `(${rows}, ${columns})`;
}

export function isPadded({ top, bottom, left, right }: Pads): boolean {
  return top + bottom + left + right > 0;
}

export function isSymmetric({ top, bottom, left, right }: Pads): boolean {
  return top === bottom && left === right;
}

/** The cells as `F.pad` takes them. */
export function padsText({ top, bottom, left, right }: Pads): string {
  return top + bottom === 0 ? `(${left}, ${right})` : `(${left}, ${right}, ${top}, ${bottom})`;
}

/** Cells around an image. */
export function pad(input: Value, pads: Pads, value?: string): Value {
  return apply('F.pad', [input], padsText(pads), value && `value=${value}`);
}
