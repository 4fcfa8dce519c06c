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
import { type Code, unless } from '../../source/code';
import { functional, helper } from '../calls';
import type { LayerCode, Lowering } from '../layer-code';
import { cellsText, padded, symmetricText } from '../layout';

/** A pool with everything that its text needs. */
interface Pool {
  readonly channels: Code;
  readonly kernel: Code;
  /** Undefined if it is the kernel, which is PyTorch's default. */
  readonly stride: Code | undefined;
  /** The padding that the user wrote. */
  readonly pads: Pads;
  /** The same plus what the last windows extend past it. */
  readonly reached: Pads;
  /** PyTorch pads a pool by at most half of its kernel, and equally on both sides. */
  readonly fits: boolean;
}

type MaxPool = Lowering<'max_pool1d'> | Lowering<'max_pool2d'>;
type MeanPool = Lowering<'avg_pool1d'> | Lowering<'avg_pool2d'>;

function poolOf({ attributes, inputs, channels, forward: { pair } }: MaxPool | MeanPool): Pool {
  const places = inputs[0]?.slice(0, -1) ?? [];
  const window = windowOf(attributes);
  const pads = padsOf(window, places);
  const kernel = pair('kernel', attributes.kernel);
  return {
    channels: channels[0] ?? '',
    kernel,
    stride: attributes.stride && unless(kernel, pair('stride', attributes.stride)),
    pads,
    reached: reachedPads(window, places),
    fits: isSymmetric(pads) && pads.every(([before], axis) => before <= Math.floor(entry(window.kernel, axis) / 2)),
  };
}

export function maxPool(lowering: MaxPool): LayerCode {
  const { channels, kernel, stride, pads, reached, fits } = poolOf(lowering);
  const padding = fits ? unless('0', symmetricText(pads)) : undefined;
  const ceil_mode = fits && !samePads(pads, reached) ? 'True' : undefined;
  return {
    expression: ([x = '']) => {
      const input = fits ? x : padded(x, reached, 'float("-inf")');
      return functional(`max_pool${pads.length}d`, [input, kernel], { stride, padding, ceil_mode });
    },
    channels,
  };
}

/** Means over windows whose padding PyTorch does not support are corrected by the fraction of cells that count. */
export function avgPool(lowering: MeanPool): LayerCode {
  const { channels, kernel, stride, pads, reached, fits } = poolOf(lowering);
  const counted = lowering.attributes.count_include_pad === true;
  const further = !samePads(pads, reached);
  const pool = `avg_pool${pads.length}d`;
  if (fits) {
    const padding = unless('0', symmetricText(pads));
    const count_include_pad = padding === undefined || counted ? undefined : 'False';
    const options = { stride, padding, ceil_mode: further ? 'True' : undefined, count_include_pad };
    return { expression: ([x = '']) => functional(pool, [x, kernel], options), channels };
  }
  if (counted && !further) {
    return { expression: ([x = '']) => functional(pool, [padded(x, pads), kernel], { stride }), channels };
  }
  const shared = pads.length === 1 ? 'avg_pool1d_of_sequence' : 'avg_pool2d_of_image';
  const rest = counted ? less(reached, pads) : reached;
  return {
    expression: ([x = '']) => {
      const input = counted && !isUnpadded(pads) ? padded(x, pads) : x;
      return helper(shared, [input, kernel, stride ?? kernel, cellsText(rest)]);
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
