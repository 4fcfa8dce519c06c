import { type PaddedWindow, type Pads, padsOf, reachedPads } from '../../../dimensions/window';
import { call } from '../../python/code';
import { unless } from '../../source/code';
import type { LayerCode, Lowering, Row } from '../layer-code';
import { isNone, isSymmetric, padded, pairText } from '../layout';

/** A pool with all that its text needs. */
interface Pool {
  readonly channels: string;
  readonly kernel: string;
  /** Undefined where it is the kernel, which is PyTorch's default. */
  readonly stride: string | undefined;
  /** The padding that the user said. */
  readonly pads: Pads;
  /** The same with what the last windows reach past it. */
  readonly reached: Pads;
  /** PyTorch pads a pool by at most half of its kernel, and the same on both sides. */
  readonly fits: boolean;
}

function poolOf({
  attributes,
  inputs,
  channels,
  forward: { pair },
}: Lowering<'max_pool2d'> | Lowering<'avg_pool2d'>): Pool {
  const { padding, ceil_mode } = attributes;
  const [height = 0, width = 0] = inputs[0] ?? [];
  const stride = attributes.stride ?? attributes.kernel;
  const window: PaddedWindow = { kernel: attributes.kernel, stride, dilation: [1, 1], padding, ceil_mode };
  const pads = padsOf(padding, [height, width], window);
  const [down, across] = attributes.kernel;
  const kernel = pair('kernel', attributes.kernel);
  return {
    channels: channels[0] ?? '',
    kernel,
    stride: attributes.stride && unless(kernel, pair('stride', attributes.stride)),
    pads,
    reached: reachedPads([height, width], window),
    fits: isSymmetric(pads) && pads.top <= Math.floor(down / 2) && pads.left <= Math.floor(across / 2),
  };
}

function differ(pads: Pads, other: Pads): boolean {
  return pads.bottom !== other.bottom || pads.right !== other.right;
}

export const maxPool2d: Row<'max_pool2d'> = (lowering) => {
  const { channels, kernel, stride, pads, reached, fits } = poolOf(lowering);
  const padding = fits ? unless('0', pairText([pads.top, pads.left])) : undefined;
  const ceil_mode = fits && differ(pads, reached) ? 'True' : undefined;
  return {
    expression: ([x = '']) => {
      const input = fits ? x : padded(x, reached, 'float("-inf")');
      return call('F.max_pool2d', [input, kernel], { stride, padding, ceil_mode });
    },
    channels,
  };
};

/** Means over windows whose padding PyTorch can't say are made up for by the share of cells that count. */
export const avgPool2d: Row<'avg_pool2d'> = (lowering): LayerCode => {
  const { channels, kernel, stride, pads, reached, fits } = poolOf(lowering);
  const counted = lowering.attributes.count_include_pad === true;
  const further = differ(pads, reached);
  if (fits) {
    const padding = unless('0', pairText([pads.top, pads.left]));
    const count_include_pad = padding === undefined || counted ? undefined : 'False';
    const options = { stride, padding, ceil_mode: further ? 'True' : undefined, count_include_pad };
    return { expression: ([x = '']) => call('F.avg_pool2d', [x, kernel], options), channels };
  }
  if (counted && !further) {
    return { expression: ([x = '']) => call('F.avg_pool2d', [padded(x, pads), kernel], { stride }), channels };
  }
  const rest = counted ? less(reached, pads) : reached;
  const cells = `(${rest.left}, ${rest.right}, ${rest.top}, ${rest.bottom})`;
  return {
    expression: ([x = '']) => {
      const input = counted && !isNone(pads) ? padded(x, pads) : x;
      return call('avg_pool2d_of_image', [input, kernel, stride ?? kernel, cells]);
    },
    channels,
    helpers: ['avg_pool2d_of_image'],
  };
};

function less(pads: Pads, { top, bottom, left, right }: Pads): Pads {
  return { top: pads.top - top, bottom: pads.bottom - bottom, left: pads.left - left, right: pads.right - right };
}
