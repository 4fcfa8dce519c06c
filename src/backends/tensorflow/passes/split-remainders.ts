import { extents } from '../../../dimensions/window';
import type { Pass } from './plan';
import { choose } from './plan';

/** Rows of the output that share one block. */
export const STACKED_ROWS = 4;

/**
 * Computes the last few output channels of a convolution separately from the full blocks, if they fill at most a quarter of a
 * block and would be faster in a block together with those of the rows below: one tall kernel with a stride of four rows then
 * computes four rows at once, for (rows + 3) / (4 * rows) of the work.
 */
export const splitRemainders: Pass = (plan, { convolutionBlock: block }) =>
  choose(plan, 'conv2d', { inParts: true }, ({ attributes, weightShape, output }) => {
    const { kernel, dilation, stride, groups } = attributes;
    const [rows = 0] = extents({ kernel, dilation });
    const filters = weightShape('kernel').at(-1) ?? 0;
    const rest = filters % block;
    const single = groups === 1 && stride.every((step) => step === 1);
    const narrow = filters > block && rest > 0 && rest <= block / STACKED_ROWS;
    return single && narrow && rows >= 3 && (output[0] ?? 0) % STACKED_ROWS === 0;
  });
