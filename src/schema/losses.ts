import type { Choice } from './choice';
import { number } from './field';

/** The losses, by word. Each is a mean over the batch; the target of a sample is 1 for its class and 0 for the others. */
export const losses = {
  /** -sum(target * log softmax(scores)). Source: Goodfellow et al. (2016), 6.2.2.3; smoothing: Szegedy et al. (2016), section 7. */
  softmax_cross_entropy: {
    label_smoothing: number({
      doc: 'Fraction of the target that is spread evenly over all classes.',
      minimum: 0,
      exclusiveMaximum: 1,
      default: 0,
    }),
  },
  /** Mean over the scores: -(target * log sigmoid(score) + (1 - target) * log(1 - sigmoid(score))). */
  binary_cross_entropy: {},
  /** Mean over the values: (value - target)^2. */
  mean_squared_error: {},
};

export type Loss = Choice<typeof losses>;

/** The activation that a loss applies itself, and that must not come before it. */
export const appliedBy: { readonly [K in Loss['type']]: 'softmax' | 'sigmoid' | undefined } = {
  softmax_cross_entropy: 'softmax',
  binary_cross_entropy: 'sigmoid',
  mean_squared_error: undefined,
};
