import type { GraphBuilder, Value } from '../graph-builder';
import type { Gradients, Joined } from '../graph-layer';
import { biasGradient } from '../ops/convolution';
import { concatChannels, splitChannels } from '../ops/layout';
import { convolutionGradients } from './grouped';

/** A convolution and its upstream gradient. */
export interface JoinedGradient {
  readonly joined: Joined;
  readonly gradient: Value;
}

function filtersOf({ joined }: JoinedGradient): number {
  return joined.shape[3] ?? 0;
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}

/**
 * The gradients of several 1 x 1 convolutions of one value, computed as those of one convolution with all their channels: wide
 * ones are faster than several narrow ones, and the input gradients need not be summed. Returns that, and the gradients of the
 * weights of each.
 */
export function gradientsTogether(
  g: GraphBuilder,
  members: readonly JoinedGradient[],
): { readonly input: Value; readonly weights: readonly NonNullable<Gradients['weights']>[] } {
  const { joined: first } = members[0] as JoinedGradient;
  const join = (values: readonly Value[]): Value => concatChannels(g, values, 4);
  const gradient = join(members.map((member) => member.gradient));
  const counts = members.map(filtersOf);
  const wide = {
    ...first,
    kernel: join(members.map((member) => member.joined.kernel)),
    shape: [...first.shape.slice(0, 3), sum(counts)],
  };
  const { input, kernel } = convolutionGradients(g, wide, gradient);
  const kernels = splitChannels(g, kernel, 4, counts);
  const biases = splitChannels(g, biasGradient(g, gradient), 1, counts);
  return {
    input,
    weights: members.map((member, index) => ({
      kernel: kernels[index] as Value,
      ...(member.joined.bias && { bias: biases[index] as Value }),
    })),
  };
}
