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
import { type Code, flatten, line, operand, unless } from '../../source/code';
import { TIGHTEST } from '../../source/language';
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

/** Pads that do not depend on the input's size, with their code; undefined if there are none, whatever an expression of the spec gives. */
export function writtenPads(
  attributes: WindowAttributes,
  { scalar, pair }: Pick<AttributeTexts, 'scalar' | 'pair'>,
): [pads: Pads, code: Code] | undefined {
  const { padding, kernel, dilation = kernel.map(() => 1) } = attributes;
  if (padding === 'same') return undefined;
  const pads = padsOf(windowOf(attributes), []);
  if (padding === 'causal') {
    const code = causalPads(pair('kernel', kernel), pair('dilation', dilation));
    return flatten(code) === '[0, 0]' ? undefined : [pads, code];
  }
  const [cells = 0, ...others] = pads.flat();
  const isOne = typeof padding !== 'string' && others.every((other) => other === cells);
  const code = isOne ? scalar('padding', cells) : padsText(pads);
  return flatten(code) === '0' || (isUnpadded(pads) && !isOne) ? undefined : [pads, code];
}

/** The kernel reaches `dilation * (kernel - 1)` cells back. */
function causalPads(kernel: Code, dilation: Code): Code {
  const [cells, distance] = [kernel, dilation].map((code) => Number(flatten(code)));
  const reach = Number.isNaN(cells) ? { ...line`${operand(kernel, 6)} - 1`, binding: 6 } : `${(cells ?? 1) - 1}`;
  if (flatten(dilation) === '1') return line`[${reach}, 0]`;
  if (flatten(reach) === '1') return line`[${dilation}, 0]`;
  if (typeof reach === 'string' && !Number.isNaN(distance)) return `[${Number(reach) * (distance ?? 1)}, 0]`;
  return line`[${operand(dilation, 7)} * ${operand(reach, TIGHTEST)}, 0]`;
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

/** The same, or an expression of the spec that gives a word of tfjs. */
export function paddingCode(padding: Padding, { scalar }: Pick<AttributeTexts, 'scalar'>): Code | undefined {
  const code = padding === 'same' || padding === 'valid' ? scalar('padding', padding) : '';
  return typeof code === 'string' ? paddingOption(padding) : line`${operand(code, TIGHTEST)} as 'same' | 'valid'`;
}
