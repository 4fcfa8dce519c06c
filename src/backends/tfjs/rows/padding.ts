import type { Padding, Pads } from '../../../dimensions/window';
import { builtIn, type LayerCode, unless } from '../layer-code';

/** Cells as tfjs takes them: one number, one for each axis, or one for each side. */
export function padsText({ top, bottom, left, right }: Pads): string {
  if (top !== bottom || left !== right) return `[[${top}, ${bottom}], [${left}, ${right}]]`;
  return top === left ? `${top}` : `[${top}, ${left}]`;
}

export function zeroPadding(pads: Pads): LayerCode {
  return builtIn('zeroPadding2d', { padding: unless('1', padsText(pads)) });
}

/** A padding that is said in numbers of cells, if it pads at all. */
export function cellsOf(padding: Padding): Pads | undefined {
  if (typeof padding === 'string') return undefined;
  const [top, bottom, left, right] = padding;
  return padded({ top, bottom, left, right });
}

/** The pads, if they pad at all. */
export function padded(pads: Pads): Pads | undefined {
  return pads.top + pads.bottom + pads.left + pads.right > 0 ? pads : undefined;
}

/** `padding` as an option of a layer, where tfjs can say it. */
export function paddingOption(padding: Padding): string | undefined {
  return padding === 'same' ? "'same'" : undefined;
}
