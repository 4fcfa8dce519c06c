import type { WeightSpec } from '../../../schema/layer';
import { type Code, call } from '../python/layout';
import { apply, type Lowering, option, type Placement, permuted, type Row, type Value } from '../row';
import { multiplySize, type Size } from '../size';
import { biasPlacement, kernelPlacement, paddingOf } from './conv2d';

/** A convolution of each channel alone, which PyTorch knows as one of as many groups. */
export function depthwise(lowering: Lowering<'separable_conv2d'>, bias: boolean): { code: Code; made: Size } {
  const { attributes, size, text, pair } = lowering;
  const made = multiplySize(size, attributes.multiplier);
  const code = call(
    'nn.Conv2d',
    text(size),
    text(made),
    pair('kernel', attributes.kernel),
    option('stride', pair('stride', attributes.stride), '1'),
    paddingOf(lowering).option,
    option('dilation', pair('dilation', attributes.dilation), '1'),
    option('groups', text(size), '1'),
    bias ? undefined : 'bias=False',
  );
  return { code, made };
}

/** [height, width, in, multiplier] as PyTorch's groups have it. */
export function depthwisePlacement({ shape }: WeightSpec): Placement {
  const [height = 0, width = 0, channels = 0, multiplier = 0] = shape;
  const kept = [channels * multiplier, 1, height, width];
  return { ...permuted(0, 'weight', shape, [2, 3, 0, 1], kept), fans: 'none' };
}

export const separableConv2d: Row<'separable_conv2d'> = (lowering) => {
  const { attributes, weights, text, sizeFrom } = lowering;
  const filters = sizeFrom('filters', attributes.filters);
  const { code, made } = depthwise(lowering, false);
  const { before } = paddingOf(lowering);
  const pointwise = call('nn.Conv2d', text(made), text(filters), '1', attributes.bias ? undefined : 'bias=False');
  return {
    members: [
      { suffix: 'depthwise', code },
      { suffix: 'pointwise', code: pointwise },
    ],
    weights: {
      ...(weights.depthwise_kernel && { depthwise_kernel: depthwisePlacement(weights.depthwise_kernel) }),
      ...(weights.pointwise_kernel && { pointwise_kernel: kernelPlacement(weights.pointwise_kernel, 1) }),
      ...biasPlacement(weights, 1),
    },
    forward: ([input], [first, second]) => apply(second as string, [apply(first as string, [before(input as Value)])]),
    size: filters,
    starts: true,
  };
};
