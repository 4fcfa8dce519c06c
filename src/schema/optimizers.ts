import { applyRow, type Choice, type ChoiceRows } from './choice';
import { flag, number } from './field';

const learningRate = (initial: number) =>
  number({ doc: 'The peak learning rate.', exclusiveMinimum: 0, default: initial });

const share = (doc: string, standard: number) => number({ doc, minimum: 0, exclusiveMaximum: 1, default: standard });

const momentum = share('Share of the last update that goes into the next.', 0);

const means = {
  beta1: share('Share of the old mean that is kept.', 0.9),
  beta2: share('Share of the old mean square that is kept.', 0.999),
  epsilon: number({ doc: 'Added to the square root.', exclusiveMinimum: 0, default: 1e-8 }),
};

/** The optimizers, by word. */
export const optimizers = {
  /** v = momentum * v + g; w -= rate * v, or with Nesterov w -= rate * (g + momentum * v). Source: PyTorch SGD, dampening 0. */
  sgd: {
    learning_rate: learningRate(0.01),
    momentum,
    nesterov: flag({ doc: 'Uses Nesterov momentum.', default: false }),
    weight_decay: number({
      doc: 'Weight decay of kernels, not of biases or norms: g += decay * w.',
      minimum: 0,
      default: 0,
    }),
  },
  /** Source: Kingma and Ba (2015), algorithm 1, with epsilon outside the square root. */
  adam: { learning_rate: learningRate(0.001), ...means },
  /** Source: Loshchilov and Hutter (2019): the decay bypasses the moving averages. */
  adamw: {
    learning_rate: learningRate(0.001),
    ...means,
    weight_decay: number({
      doc: 'Decoupled weight decay of kernels, not of biases or norms: w -= rate * decay * w.',
      minimum: 0,
      default: 0.01,
    }),
  },
  /**
   * s = rho * s + (1 - rho) * g²; v = momentum * v + g / (√s + epsilon); w -= rate * v. Source: PyTorch's RMSprop; defaults of
   * Szegedy et al. (2016), section 8.
   */
  rmsprop: {
    learning_rate: learningRate(0.045),
    rho: share('Share of the old mean square that is kept.', 0.9),
    momentum,
    epsilon: number({ doc: 'Added to the square root.', exclusiveMinimum: 0, default: 1 }),
  },
};

export type Optimizer = Choice<typeof optimizers>;

/** How many numbers an optimizer keeps per trainable weight, by type. */
const slots: ChoiceRows<Optimizer, [], number> = {
  sgd: ({ momentum }) => (momentum === 0 ? 0 : 1),
  adam: () => 2,
  adamw: () => 2,
  rmsprop: ({ momentum }) => (momentum === 0 ? 1 : 2),
};

export function slotsOf(optimizer: Optimizer): number {
  return applyRow(slots, optimizer);
}
