import { entry } from '../../../dimensions/dimension';
import { isUnpadded, type Pads, reachedPads, type Window, windowOf } from '../../../dimensions/window';
import type { AttributeTexts } from '../../source/attribute-texts';
import { type Code, unless, usesOf } from '../../source/code';
import { helper, type Keyed } from '../calls';
import type { LayerCode, Lowering } from '../layer-code';
import { tupleText } from '../layout';
import { twoForms } from '../two-forms';
import {
  axisTexts,
  cellsText,
  hasUnitStride,
  listText,
  literals,
  type PadTexts,
  padded,
  paddingModule,
  paddingOf,
  symmetricText,
} from './padding';

type MaxPool = Lowering<'max_pool1d'> | Lowering<'max_pool2d'>;
type MeanPool = Lowering<'avg_pool1d'> | Lowering<'avg_pool2d'>;

/**
 * How a pool pads: `argument` with its own arguments, which PyTorch allows up to half of the kernel and equally on both sides; `before`
 * with cells around its input first; `by_size` with what the size of the image requires; `reached` as `before`, up to where the last window
 * reaches in an image of this size.
 */
type PoolPadding =
  | { readonly type: 'argument'; readonly keyed: (texts: AttributeTexts) => Keyed }
  | { readonly type: 'before'; readonly cells: (texts: AttributeTexts) => PadTexts; readonly ceil: Code | undefined }
  | { readonly type: 'reached'; readonly pads: Pads; readonly reached: Pads }
  | { readonly type: 'by_size' };

function poolPadding(lowering: MaxPool | MeanPool): PoolPadding {
  const { attributes } = lowering;
  const [shape = []] = lowering.inputs;
  const window = windowOf(attributes);
  const texts = withStride(lowering);
  const padding = paddingOf(window, shape, texts);
  if (padding.type === 'any_kernel' && padding.pads) {
    const cells = literals(padding.pads);
    return { type: 'before', cells: () => cells, ceil: undefined };
  }
  if (padding.type !== 'fixed') {
    const isCounted = 'count_include_pad' in attributes && attributes.count_include_pad;
    const argument =
      padding.type === 'by_size' && !isCounted && isLiteral(window, texts) ? ceilPadding(window) : undefined;
    return argument ? { type: 'argument', keyed: () => argument } : { type: 'by_size' };
  }
  const isCeil = attributes.ceil_mode && !hasUnitStride(window, texts);
  const { pads } = padding;
  if (isHalf(pads, window) && symmetricText(padding.texts(texts)) !== undefined) {
    const keyed = (read: AttributeTexts): Keyed => ({
      padding: unless('0', symmetricText(padding.texts(read)) ?? '0'),
      ceil_mode: isCeil ? 'True' : undefined,
    });
    return { type: 'argument', keyed };
  }
  // With `ceil_mode`, PyTorch would keep a last window that starts in what `F.pad` added.
  const overlaps = pads.every(([, after], axis) => after <= entry(window.kernel, axis) - entry(window.stride, axis));
  if (isCeil && !overlaps) return { type: 'reached', pads, reached: reachedPads(window, shape.slice(0, -1)) };
  return { type: 'before', cells: padding.texts, ceil: isCeil ? 'True' : undefined };
}

/** Whether PyTorch accepts pads: at most half of the kernel. */
function isHalf(pads: Pads, { kernel }: Window): boolean {
  return pads.flat().every((cells, index) => cells <= entry(kernel, Math.floor(index / 2)) / 2);
}

function isLiteral({ kernel, stride }: Window, { pair }: AttributeTexts): boolean {
  return [pair('kernel', kernel), pair('stride', stride)].every((code) => usesOf(code).size === 0);
}

/**
 * The arguments that do what `same` does for every size of an image, if there are: along an axis a kernel of 2 never needs more than a cell at
 * the end, as `ceil_mode` gives it, and an odd one at stride 1 the same on both sides.
 */
function ceilPadding({ kernel, stride }: Window): Keyed | undefined {
  const cells = kernel.map((size, axis) => {
    if (size === 1 || (size === 2 && entry(stride, axis) > 1)) return 0;
    return size % 2 === 1 && entry(stride, axis) === 1 ? (size - 1) / 2 : undefined;
  });
  const known = cells.filter((count) => count !== undefined);
  if (known.length < cells.length) return undefined;
  return { padding: unless('0', tupleText(known)), ceil_mode: 'True' };
}

/** Texts of attributes with the stride of a pool, which is the kernel by default. */
function withStride({ attributes, ...texts }: AttributeTexts & { readonly attributes: { readonly stride?: unknown } }) {
  if (attributes.stride) return texts;
  const of = (attribute: string): string => attribute.replace(/^stride/, 'kernel');
  const read: AttributeTexts = {
    scalar: (attribute, value) => texts.scalar(of(attribute), value),
    pair: (attribute, values) => texts.pair(of(attribute), values),
    list: (attribute, values) => texts.list(of(attribute), values),
  };
  return read;
}

/** The texts of a pool's window: the stride is undefined if it is the kernel, which is PyTorch's default. */
function windowTexts({ attributes }: MaxPool | MeanPool, { pair }: AttributeTexts) {
  const kernel = pair('kernel', attributes.kernel);
  const stride = attributes.stride && unless(kernel, pair('stride', attributes.stride));
  return { kernel, stride };
}

/** `[3, 3], [2, 2]` */
function windowLists(lowering: MaxPool | MeanPool): readonly [Code, Code] {
  const { kernel, stride } = windowOf(lowering.attributes);
  const texts = withStride({ ...lowering.forward, attributes: lowering.attributes });
  return [listText(axisTexts('kernel', kernel, texts)), listText(axisTexts('stride', stride, texts))];
}

/** A pool of which padding does not change what a window gives: by its own arguments, or after `F.pad` with a value. */
function paddedPool(
  lowering: MaxPool | MeanPool,
  padding: PoolPadding,
  { name, value }: { readonly name: 'max' | 'avg'; readonly value: string | undefined },
): LayerCode {
  const axes = lowering.attributes.kernel.length;
  const pool = (more: (texts: AttributeTexts) => Keyed): LayerCode =>
    twoForms(lowering, {
      function: `${name}_pool${axes}d`,
      module: `${name === 'max' ? 'Max' : 'Avg'}Pool${axes}d`,
      positional: (texts) => [windowTexts(lowering, texts).kernel],
      keyed: (texts) => ({ stride: windowTexts(lowering, texts).stride, ...more(texts) }),
    });
  switch (padding.type) {
    case 'argument':
      return pool(padding.keyed);
    case 'by_size': {
      const code = pool(() => ({}));
      const input = (x: Code): Code => helper('pad_same', [x, ...windowLists(lowering)], { value });
      return { ...code, expression: ([x = ''], self) => code.expression([input(x)], self), modules: undefined };
    }
    default: {
      const cells = padding.type === 'reached' ? () => literals(padding.reached) : padding.cells;
      const code = pool(() => ({ ceil_mode: padding.type === 'before' ? padding.ceil : undefined }));
      return {
        ...code,
        decides: decidesBy(padding),
        expression: ([x = ''], self) => code.expression([padded(x, cells(lowering.forward), value)], self),
        modules: [paddingModule(cells(lowering), value), ...(code.modules ?? [])],
      };
    }
  }
}

export function maxPool(lowering: MaxPool): LayerCode {
  return paddedPool(lowering, poolPadding(lowering), { name: 'max', value: 'float("-inf")' });
}

/** Means over windows whose padding PyTorch does not support are corrected by the fraction of cells that count. */
export function avgPool(lowering: MeanPool): LayerCode {
  const padding = poolPadding(lowering);
  const { attributes, forward, channels } = lowering;
  const isCounted = attributes.count_include_pad === true;
  if (padding.type === 'argument' && !isCounted) {
    const keyed = (texts: AttributeTexts): Keyed => {
      const given = padding.keyed(texts);
      return { ...given, count_include_pad: given.padding === undefined ? undefined : 'False' };
    };
    return paddedPool(lowering, { type: 'argument', keyed }, { name: 'avg', value: undefined });
  }
  if (padding.type === 'argument' || (isCounted && padding.type !== 'reached'))
    return paddedPool(lowering, padding, { name: 'avg', value: undefined });
  const axes = attributes.kernel.length;
  return {
    expression: ([x = '']) => {
      if (padding.type === 'by_size')
        return helper(axes === 1 ? 'avg_pool1d_same' : 'avg_pool2d_same', [x, ...windowLists(lowering)]);
      const { kernel, stride = kernel } = windowTexts(lowering, forward);
      const isReached = padding.type === 'reached';
      const input = isReached && isCounted && !isUnpadded(padding.pads) ? padded(x, literals(padding.pads)) : x;
      const cells = isReached
        ? literals(isCounted ? less(padding.reached, padding.pads) : padding.reached)
        : padding.cells(forward);
      const own = axes === 1 ? 'avg_pool1d_of_sequence' : 'avg_pool2d_of_image';
      return helper(own, [input, kernel, stride, cellsText(cells)], {
        ceil_mode: isReached ? undefined : padding.ceil,
      });
    },
    channels: channels[0] ?? '',
    decides: decidesBy(padding),
  };
}

/** Where the last window lies decides what must be written. */
function decidesBy(padding: PoolPadding): readonly string[] {
  const isCeil = padding.type === 'reached' || (padding.type === 'before' && padding.ceil !== undefined);
  return isCeil ? ['kernel', 'stride', 'padding'] : [];
}

function less(pads: Pads, taken: Pads): Pads {
  return pads.map(([before, after], axis) => {
    const [first, last] = entry(taken, axis);
    return [before - first, after - last];
  });
}
