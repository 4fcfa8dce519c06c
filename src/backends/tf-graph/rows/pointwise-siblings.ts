import type { GraphBuilder, Value } from '../graph-builder';
import type { Gradients, Pointwise } from '../graph-layer';
import { biasGradient, singleSteps } from '../ops/convolution';
import { concatChannels, slice, sliceChannels } from '../ops/layout';
import { convolutionGradients } from './grouped';

/** A convolution by single cells and what came down to it. */
export interface PointwiseGradient {
  readonly pointwise: Pointwise;
  readonly gradient: Value;
}

/** Whether joining what came down, which has all their channels, costs less than summing what goes down, which has those of the value. */
export function isWorthwhile(members: readonly PointwiseGradient[]): boolean {
  const channels = members[0]?.pointwise.channels ?? 0;
  return members.length > 1 && filtersOf(members) <= channels;
}

function filtersOf(members: readonly PointwiseGradient[]): number {
  return members.reduce((sum, { pointwise }) => sum + pointwise.filters, 0);
}

/**
 * The gradients of several convolutions by single cells over one value, found as those of one convolution that has all their
 * channels: such wide ones are faster than narrow ones beside each other, and what comes down to the value need not be summed. Gives
 * that, and the gradients of the weights of each.
 */
export function gradientsTogether(
  g: GraphBuilder,
  members: readonly PointwiseGradient[],
): { readonly input: Value; readonly weights: readonly NonNullable<Gradients['weights']>[] } {
  const { x, channels } = (members[0] as PointwiseGradient).pointwise;
  const gradient = concatChannels(
    g,
    members.map((member) => member.gradient),
    4,
  );
  const kernel = concatChannels(
    g,
    members.map(({ pointwise }) => pointwise.kernel),
    4,
  );
  const filters = filtersOf(members);
  const convolution = { x, image: [], kernel, shape: [1, 1, channels, filters], groups: 1, sliding: singleSteps };
  const { input, kernel: kernels } = convolutionGradients(g, convolution, gradient);
  const biases = biasGradient(g, gradient);
  let from = 0;
  return {
    input,
    weights: members.map(({ pointwise: { filters: own, bias } }) => {
      from += own;
      return {
        kernel: sliceChannels(g, kernels, 4, from - own, own),
        ...(bias && { bias: slice(g, biases, [from - own], [own]) }),
      };
    }),
  };
}
