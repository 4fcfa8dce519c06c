import {
  isSymmetric,
  isUnpadded,
  type Padding,
  type Pads,
  padsOf,
  type WindowAttributes,
  windowOf,
} from '../../../dimensions/window';
import type { AttributeTexts } from '../../source/attribute-texts';
import { type Code, unless } from '../../source/code';
import { builtIn, type LayerCode } from '../layer-code';

/** Cells as tfjs takes them: one number, one for each axis, or one for each side. */
export function padsText(pads: Pads): string {
  const [only] = pads;
  if (!isSymmetric(pads) && only && pads.length === 1) return `[${only.join(', ')}]`;
  if (!isSymmetric(pads)) return `[${pads.map(([before, after]) => `[${before}, ${after}]`).join(', ')}]`;
  const cells = pads.map(([before]) => before);
  return cells.every((count) => count === cells[0]) ? `${cells[0]}` : `[${cells.join(', ')}]`;
}

/** `padding` is the code of the pads, if it is not only their numbers. */
export function zeroPadding(pads: Pads, padding: Code = padsText(pads)): LayerCode {
  if (pads.length === 1) return { make: 'new Padding1d', part: 'Padding1d', options: { padding } };
  return builtIn('zeroPadding2d', { padding: unless('1', padding) });
}

/** The code of the padding of a layer, which may be an expression of the spec if all sides have the same. */
export function paddingCode(
  pads: Pads,
  { padding }: WindowAttributes,
  { scalar }: Pick<AttributeTexts, 'scalar'>,
): Code {
  const [cells = 0, ...others] = pads.flat();
  return typeof padding === 'string' || others.some((other) => other !== cells)
    ? padsText(pads)
    : scalar('padding', cells);
}

/** Padding before a max pool, whose cells are never the maximum. */
export function lowestPadding(pads: Pads): LayerCode {
  const padding = padsText(pads);
  return pads.length === 1
    ? { make: 'new Padding1d', part: 'Padding1d', options: { padding, lowest: 'true' } }
    : { make: 'new LowestPadding2d', part: 'LowestPadding2d', options: { padding } };
}

/** Pads that do not depend on the input's size (`causal` or numbers of cells); undefined if there are none. */
export function cellsOf(attributes: WindowAttributes): Pads | undefined {
  return attributes.padding === 'same' ? undefined : padded(padsOf(windowOf(attributes), []));
}

/** The pads, or undefined if all are zero. */
export function padded(pads: Pads): Pads | undefined {
  return isUnpadded(pads) ? undefined : pads;
}

/** `padding` as an option of a layer, if tfjs has it. */
export function paddingOption(padding: Padding): string | undefined {
  return padding === 'same' ? "'same'" : undefined;
}
