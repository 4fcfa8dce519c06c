import { isSymmetric, isUnpadded, type Padding, type Pads } from '../../../dimensions/window';
import { builtIn, type LayerCode, unless } from '../layer-code';

/** Cells as tfjs takes them: one number, one for each axis, or one for each side. */
export function padsText(pads: Pads): string {
  if (!isSymmetric(pads)) return `[${pads.map(([before, after]) => `[${before}, ${after}]`).join(', ')}]`;
  const cells = pads.map(([before]) => before);
  return cells.every((count) => count === cells[0]) ? `${cells[0]}` : `[${cells.join(', ')}]`;
}

export function zeroPadding(pads: Pads): LayerCode {
  return builtIn('zeroPadding2d', { padding: unless('1', padsText(pads)) });
}

/** A padding that is said in numbers of cells, if it pads at all. */
export function cellsOf(padding: Padding): Pads | undefined {
  return typeof padding === 'string' ? undefined : padded(padding);
}

/** The pads, if they pad at all. */
export function padded(pads: Pads): Pads | undefined {
  return isUnpadded(pads) ? undefined : pads;
}

/** `padding` as an option of a layer, where tfjs can say it. */
export function paddingOption(padding: Padding): string | undefined {
  return padding === 'same' ? "'same'" : undefined;
}
