import { type PaddedWindow, type Pads, padsOf, reachedPads } from '../../../dimensions/window';
import { apply, type Lowering, option, type Row, type Value } from '../row';
import { isPadded, isSymmetric, pad, padsText, pairText } from './padding';

type Pool = Lowering<'max_pool2d'> | Lowering<'avg_pool2d'>;

/** A pool as PyTorch takes it. */
interface PoolCode {
  readonly kernel: string;
  readonly stride: string | undefined;
  /** The cells that the spec says, and those that the windows reach. */
  readonly pads: Pads;
  readonly reached: Pads;
  /** `padding` and `ceil_mode` as options, where PyTorch has them so. */
  readonly own: readonly (string | undefined)[] | undefined;
}

/** PyTorch pads both sides alike, and by half of the kernel at most. */
function poolCode({ attributes, inputs, pair }: Pool): PoolCode {
  const { kernel, stride, padding, ceil_mode } = attributes;
  const [height = 0, width = 0] = inputs[0] ?? [];
  const window: PaddedWindow = { kernel, stride: stride ?? kernel, dilation: [1, 1], padding, ceil_mode };
  const pads = padsOf(padding, [height, width], window);
  const reached = reachedPads([height, width], window);
  const fits = isSymmetric(pads) && 2 * pads.top <= kernel[0] && 2 * pads.left <= kernel[1];
  const beyond = padsText(pads) !== padsText(reached);
  const kernelText = pair('kernel', kernel);
  return {
    kernel: kernelText,
    stride: stride && option('stride', pair('stride', stride), `${kernelText}`),
    pads,
    reached,
    own: fits
      ? [option('padding', pairText(pads.top, pads.left), '0'), beyond ? 'ceil_mode=True' : undefined]
      : undefined,
  };
}

/** Padding is minus infinity, as PyTorch's own is: it never wins. */
export const maxPool2d: Row<'max_pool2d'> = (lowering) => {
  const { kernel, stride, reached, own } = poolCode(lowering);
  return {
    forward: ([input]) =>
      own
        ? apply('F.max_pool2d', [input as Value], kernel, stride, ...own)
        : apply('F.max_pool2d', [pad(input as Value, reached, 'float("-inf")')], kernel, stride),
  };
};

/** PyTorch counts padding by default; windows that reach past the end are always clipped to it. */
export const avgPool2d: Row<'avg_pool2d'> = (lowering) => {
  const { kernel, stride, pads, reached, own } = poolCode(lowering);
  const counts = lowering.attributes.count_include_pad === true;
  const excluded = isPadded(pads) && !counts ? 'count_include_pad=False' : undefined;
  const beyond = padsText(pads) !== padsText(reached);
  if (own) {
    return { forward: ([input]) => apply('F.avg_pool2d', [input as Value], kernel, stride, ...own, excluded) };
  }
  if (counts && !beyond) {
    return { forward: ([input]) => apply('F.avg_pool2d', [pad(input as Value, pads)], kernel, stride) };
  }
  lowering.need('mean_pool2d');
  const strideText = lowering.attributes.stride ? lowering.pair('stride', lowering.attributes.stride) : kernel;
  const inside = counts ? pads : undefined;
  return {
    forward: ([input]) => {
      const padded = inside && isPadded(inside) ? pad(input as Value, inside) : (input as Value);
      const rest = inside ? difference(reached, inside) : reached;
      return apply('mean_pool2d', [padded], kernel, strideText, `pad=${padsText(rest)}`);
    },
  };
};

function difference(more: Pads, less: Pads): Pads {
  return {
    top: more.top - less.top,
    bottom: more.bottom - less.bottom,
    left: more.left - less.left,
    right: more.right - less.right,
  };
}
