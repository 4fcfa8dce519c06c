import type { GraphBuilder, Value } from '../graph-builder';
import type { Gradients, Pointwise } from '../graph-layer';
import { biasGradient } from '../ops/convolution';
import { concatChannels, splitChannels } from '../ops/layout';
import { convolutionGradients } from './grouped';

/** A convolution by single cells and what came down to it. */
export interface PointwiseGradient {
  readonly pointwise: Pointwise;
  readonly gradient: Value;
}

/**
 * Whether joining moves no more numbers than summing. What came down is read and written once more, with all filters; what goes down is
 * then written once, instead of once for each, to be read again for their sum.
 */
export function isWorthwhile(members: readonly PointwiseGradient[]): boolean {
  const [channels = 0] = members.map(({ pointwise }) => pointwise.shape[2] ?? 0);
  return members.length > 1 && sum(members.map(filtersOf)) <= (members.length - 1) * channels;
}

function filtersOf({ pointwise }: PointwiseGradient): number {
  return pointwise.shape[3] ?? 0;
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0);
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
  const { pointwise } = members[0] as PointwiseGradient;
  const joined = (values: readonly Value[]): Value => concatChannels(g, values, 4);
  const gradient = joined(members.map((member) => member.gradient));
  const counts = members.map(filtersOf);
  const wide = {
    ...pointwise,
    kernel: joined(members.map((member) => member.pointwise.kernel)),
    shape: [...pointwise.shape.slice(0, 3), sum(counts)],
  };
  const { input, kernel } = convolutionGradients(g, wide, gradient);
  const kernels = splitChannels(g, kernel, 4, counts);
  const biases = splitChannels(g, biasGradient(g, gradient), 1, counts);
  return {
    input,
    weights: members.map((member, index) => ({
      kernel: kernels[index] as Value,
      ...(member.pointwise.bias && { bias: biases[index] as Value }),
    })),
  };
}
