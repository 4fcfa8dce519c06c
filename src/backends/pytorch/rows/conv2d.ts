import { type PaddedWindow, padsOf } from '../../../dimensions/window';
import type { WeightSpec } from '../../../schema/layer';
import { call } from '../python/layout';
import { apply, asItIs, type Lowering, option, type Placement, permuted, type Row, type Value } from '../row';
import { isPadded, isSymmetric, pad, pairText } from './padding';

type Convolution = Lowering<'conv2d'> | Lowering<'separable_conv2d'>;

/** How a convolution pads: by its own option, or by a function before it. */
interface PaddingCode {
  readonly option: string | undefined;
  readonly before: (input: Value) => Value;
}

/** PyTorch's own padding is as wide on both sides; only its `same`, which knows no stride, is not. */
export function paddingOf({ attributes, inputs, isFormula }: Convolution): PaddingCode {
  const [height = 0, width = 0] = inputs[0] ?? [];
  const { padding, kernel, stride } = attributes;
  const pads = padsOf(padding, [height, width], attributes as PaddedWindow);
  const asIs = (value: Value) => value;
  const symbolic = ['kernel', 'kernel/0', 'kernel/1', 'dilation', 'dilation/0', 'dilation/1'].some(isFormula);
  const single = kernel[0] === 1 && kernel[1] === 1 && !symbolic;
  const own = padding === 'same' && stride[0] === 1 && stride[1] === 1 && !single;
  if (own && (symbolic || !isSymmetric(pads))) return { option: 'padding="same"', before: asIs };
  if (!isPadded(pads)) return { option: undefined, before: asIs };
  if (isSymmetric(pads)) return { option: `padding=${pairText(pads.top, pads.left)}`, before: asIs };
  return { option: undefined, before: (input) => pad(input, pads) };
}

export function kernelPlacement({ shape }: WeightSpec, member = 0): Placement {
  return { ...permuted(member, 'weight', shape, [3, 2, 0, 1]), fans: 'plain' };
}

/** `bias`, where the layer has one. */
export function biasPlacement(weights: Readonly<Record<string, WeightSpec>>, member = 0): Record<string, Placement> {
  return weights.bias ? { bias: asItIs(weights.bias, 'bias', member) } : {};
}

export const conv2d: Row<'conv2d'> = (lowering) => {
  const { attributes, weights, size, text, sizeFrom, scalar, pair } = lowering;
  const filters = sizeFrom('filters', attributes.filters);
  const padding = paddingOf(lowering);
  const code = call(
    'nn.Conv2d',
    text(size),
    text(filters),
    pair('kernel', attributes.kernel),
    option('stride', pair('stride', attributes.stride), '1'),
    padding.option,
    option('dilation', pair('dilation', attributes.dilation), '1'),
    option('groups', scalar('groups', attributes.groups), '1'),
    attributes.bias ? undefined : 'bias=False',
  );
  return {
    members: [{ suffix: '', code }],
    weights: { ...(weights.kernel && { kernel: kernelPlacement(weights.kernel) }), ...biasPlacement(weights) },
    forward: ([input], [self]) => apply(self as string, [padding.before(input as Value)]),
    size: filters,
    starts: true,
  };
};
