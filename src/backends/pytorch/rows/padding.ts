import { entry } from '../../../dimensions/dimension';
import { extents, isSymmetric, type Pads, padsOf, type Window } from '../../../dimensions/window';
import { differenceOf, negativeOf, productOf } from '../../python/expression';
import type { AttributeTexts } from '../../source/attribute-texts';
import { type Code, flatten, join, line, usesOf } from '../../source/code';
import { functional, nn } from '../calls';

/** Cells on both sides of each axis, as Python. */
export type PadTexts = readonly (readonly [before: Code, after: Code])[];

/**
 * How a window is padded in PyTorch, so that it is right for every size of the image and every value of the parameters that its
 * attributes read: `fixed` by these cells; `any_kernel` by what keeps the size at stride 1, which is
 * these cells if the kernel is a number; `by_size` by what the size of the image requires.
 */
export type WindowPadding =
  | { readonly type: 'fixed'; readonly pads: Pads; readonly texts: (texts: AttributeTexts) => PadTexts }
  | { readonly type: 'any_kernel'; readonly pads: Pads | undefined }
  | { readonly type: 'by_size' };

export function paddingOf(window: Window, shape: readonly number[], texts: AttributeTexts): WindowPadding {
  const { padding } = window;
  const pads = padsOf(window, shape.slice(0, -1));
  if (padding === 'causal') return { type: 'fixed', pads, texts: (read) => causalTexts(window, read) };
  if (padding !== 'same') return { type: 'fixed', pads, texts: (read) => padTexts(pads, read) };
  const isFixed = (attribute: 'kernel' | 'dilation'): boolean => !isFormula(texts.pair(attribute, window[attribute]));
  const hasKernel = isFixed('kernel') && isFixed('dilation');
  const fixed: WindowPadding = { type: 'fixed', pads, texts: () => literals(pads) };
  if (hasUnitStride(window, texts))
    return hasKernel && isSymmetric(pads) ? fixed : { type: 'any_kernel', pads: hasKernel ? pads : undefined };
  return hasKernel && extents(window).every((cells) => cells === 1) ? fixed : { type: 'by_size' };
}

/** Whether a window moves by one cell, whatever the parameters are. */
export function hasUnitStride({ stride }: Window, texts: AttributeTexts): boolean {
  return stride.every((step) => step === 1) && !isFormula(texts.pair('stride', stride));
}

export function isFormula(code: Code): boolean {
  return usesOf(code).size > 0;
}

/** The numbers of an attribute with one number for each axis, each with its text. */
export function axisTexts(attribute: string, values: readonly number[], { scalar }: AttributeTexts): readonly Code[] {
  const whole = scalar(attribute, entry(values, 0));
  return values.map((value, axis) => (isFormula(whole) ? whole : scalar(`${attribute}/${axis}`, value)));
}

/** `[3, 3]` */
export function listText(codes: readonly Code[]): Code {
  return line`[${join(codes, ', ')}]`;
}

/** The cells of an attribute, by default `padding`, as it was written: one number, one for each axis, or two for each. */
export function padTexts(pads: Pads, { scalar }: AttributeTexts, attribute = 'padding'): PadTexts {
  const [[cells] = [0]] = pads;
  const whole = pads.flat().every((other) => other === cells) ? scalar(attribute, cells) : String(cells);
  if (isFormula(whole)) return pads.map(() => [whole, whole]);
  const sides = pads.map(([before, after], axis): [Code, Code] => [
    scalar(`${attribute}/${2 * axis}`, before),
    scalar(`${attribute}/${2 * axis + 1}`, after),
  ]);
  const later = sides.slice(Math.ceil(pads.length / 2)).flat();
  if (pads.length === 1 || !isSymmetric(pads) || later.some(isFormula)) return sides;
  return pads.map(([before], axis) => {
    const code = scalar(`${attribute}/${axis}`, before);
    return [code, code];
  });
}

/** All cells are before the first: as many as the kernel reaches back. */
function causalTexts({ kernel, dilation }: Window, texts: AttributeTexts): PadTexts {
  const distances = axisTexts('dilation', dilation, texts);
  return axisTexts('kernel', kernel, texts).map((size, axis) => {
    const distance = entry(distances, axis);
    const known = !isFormula(size) && !isFormula(distance);
    if (known) return [String(entry(dilation, axis) * (entry(kernel, axis) - 1)), '0'];
    const back = isFormula(size) ? differenceOf(size, 1) : String(entry(kernel, axis) - 1);
    return [flatten(distance) === '1' ? back : productOf(distance, back), '0'];
  });
}

/** Pads as numbers. */
export function literals(pads: Pads): PadTexts {
  return pads.map(([before, after]) => [String(before), String(after)]);
}

/** `1` or `(1, 2)`, if every axis has the same cells on both sides; `undefined` otherwise. */
export function symmetricText(pads: PadTexts): Code | undefined {
  if (pads.some(([before, after]) => flatten(before) !== flatten(after))) return undefined;
  const sides = pads.map(([before]) => before);
  const [first = '0'] = sides;
  return sides.every((side) => flatten(side) === flatten(first)) ? first : line`(${join(sides, ', ')})`;
}

/** `F.pad(x, (left, right, top, bottom))`: the last axis first. */
export function padded(image: Code, pads: PadTexts, value?: string): Code {
  return functional('pad', [image, cellsText(pads)], { value });
}

/** `nn.ZeroPad2d((left, right, top, bottom))`, which does the same. */
export function paddingModule(pads: PadTexts, value?: string): Code {
  const name = `${value === undefined ? 'Zero' : 'Constant'}Pad${pads.length}d`;
  return nn(name, value === undefined ? [cellsText(pads)] : [cellsText(pads), value]);
}

/** `F.pad(x, (-left, -right, -top, -bottom))`, which removes the cells, also where there are none to remove. */
export function cropped(image: Code, pads: PadTexts): Code {
  return padded(
    image,
    pads.map(([before, after]) => [negativeOf(before), negativeOf(after)]),
  );
}

/** `(left, right, top, bottom)` */
export function cellsText(pads: PadTexts): Code {
  return { open: '(', items: pads.toReversed().flat(), close: ')' };
}
