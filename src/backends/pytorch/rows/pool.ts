import { entry } from '../../../dimensions/dimension';
import {
  isSymmetric,
  isUnpadded,
  type Pads,
  padsOf,
  reachedPads,
  samePads,
  windowOf,
} from '../../../dimensions/window';
import type { AttributeTexts } from '../../source/attribute-texts';
import { type Code, unless } from '../../source/code';
import { helper } from '../calls';
import type { LayerCode, Lowering } from '../layer-code';
import { cellsText, padded, paddingModule, symmetricText } from '../layout';
import { twoForms } from '../two-forms';

/** A pool with everything that its text needs. */
interface Pool {
  /** The padding that the user wrote. */
  readonly pads: Pads;
  /** The same plus what the last windows extend past it. */
  readonly reached: Pads;
  /** PyTorch pads a pool by at most half of its kernel, and equally on both sides. */
  readonly fits: boolean;
  readonly kernel: (texts: AttributeTexts) => Code;
  /** Undefined if it is the kernel, which is PyTorch's default. */
  readonly stride: (texts: AttributeTexts) => Code | undefined;
}

type MaxPool = Lowering<'max_pool1d'> | Lowering<'max_pool2d'>;
type MeanPool = Lowering<'avg_pool1d'> | Lowering<'avg_pool2d'>;

function poolOf({ attributes, inputs: [shape = []] }: MaxPool | MeanPool): Pool {
  const places = shape.slice(0, -1);
  const window = windowOf(attributes);
  const pads = padsOf(window, places);
  const kernel: Pool['kernel'] = ({ pair }) => pair('kernel', attributes.kernel);
  return {
    pads,
    reached: reachedPads(window, places),
    fits: isSymmetric(pads) && pads.every(([before], axis) => before <= Math.floor(entry(window.kernel, axis) / 2)),
    kernel,
    stride: (texts) => attributes.stride && unless(kernel(texts), texts.pair('stride', attributes.stride)),
  };
}

export function maxPool(lowering: MaxPool): LayerCode {
  const { pads, reached, fits, kernel, stride } = poolOf(lowering);
  const ceil_mode = samePads(pads, reached) ? undefined : 'True';
  const padding = unless('0', symmetricText(pads));
  return afterPads(fits ? undefined : { pads: reached, value: 'float("-inf")' }, lowering, {
    function: `max_pool${pads.length}d`,
    module: `MaxPool${pads.length}d`,
    positional: (texts) => [kernel(texts)],
    keyed: (texts) => ({ stride: stride(texts), ...(fits && { padding, ceil_mode }) }),
  });
}

/** A pool, whose value is padded first where PyTorch's pool can't. */
function afterPads(
  before: { readonly pads: Pads; readonly value?: string } | undefined,
  ...[lowering, forms]: Parameters<typeof twoForms>
): LayerCode {
  const code = twoForms(lowering, forms);
  if (!before) return code;
  const { pads, value } = before;
  return {
    ...code,
    expression: ([x = ''], self) => code.expression([padded(x, pads, value)], self),
    modules: [paddingModule(pads, value), ...(code.modules ?? [])],
  };
}

/** Means over windows whose padding PyTorch does not support are corrected by the fraction of cells that count. */
export function avgPool(lowering: MeanPool): LayerCode {
  const { pads, reached, fits, kernel, stride } = poolOf(lowering);
  const {
    attributes: { count_include_pad: counted = false },
    forward,
    channels: [channels = ''],
  } = lowering;
  const further = !samePads(pads, reached);
  const padding = fits ? unless('0', symmetricText(pads)) : undefined;
  if (fits || (counted && !further)) {
    return afterPads(fits ? undefined : { pads }, lowering, {
      function: `avg_pool${pads.length}d`,
      module: `AvgPool${pads.length}d`,
      positional: (texts) => [kernel(texts)],
      keyed: (texts) => ({
        stride: stride(texts),
        padding,
        ceil_mode: further ? 'True' : undefined,
        count_include_pad: padding === undefined || counted ? undefined : 'False',
      }),
    });
  }
  const shared = pads.length === 1 ? 'avg_pool1d_of_sequence' : 'avg_pool2d_of_image';
  const rest = counted ? less(reached, pads) : reached;
  return {
    expression: ([x = '']) => {
      const input = counted && !isUnpadded(pads) ? padded(x, pads) : x;
      const size = kernel(forward);
      return helper(shared, [input, size, stride(forward) ?? size, cellsText(rest)]);
    },
    channels,
  };
}

function less(pads: Pads, taken: Pads): Pads {
  return pads.map(([before, after], axis) => {
    const [first, last] = entry(taken, axis);
    return [before - first, after - last];
  });
}
