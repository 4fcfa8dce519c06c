import { type AttributesOf, flag, int, number, oneOf } from './field';

/** The plain settings of `train`; `dataset`, `optimizer` and `schedule` stand beside them, each a choice of its own. */
export const trainFields = {
  loss: oneOf(['softmax_cross_entropy'], {
    doc: 'On the scores before any softmax, the mean over the batch.',
    default: 'softmax_cross_entropy',
  }),
  batch_size: int({
    doc: 'Samples in one step; the last step of an epoch takes what is left.',
    minimum: 1,
    maximum: 65536,
    default: 64,
  }),
  epochs: int({ doc: 'Times that training goes over the whole set.', minimum: 1, maximum: 100000, default: 3 }),
  seed: int({ doc: 'Start of everything random: weights, order, dropout.', minimum: 0, default: 1 }),
};

const learningRate = (initial: number) =>
  number({ doc: 'Learning rate at its highest.', exclusiveMinimum: 0, default: initial });

export const optimizers = {
  /** v = momentum * v + g; w -= rate * v, or with Nesterov w -= rate * (g + momentum * v). Source: PyTorch SGD, dampening 0. */
  sgd: {
    learning_rate: learningRate(0.01),
    momentum: number({
      doc: 'Share of the last update that goes into the next.',
      minimum: 0,
      exclusiveMaximum: 1,
      default: 0,
    }),
    nesterov: flag({ doc: 'Looks ahead along the momentum.', default: false }),
    weight_decay: number({
      doc: 'Pulls kernels (not biases or norms) to zero: g += decay * w.',
      minimum: 0,
      default: 0,
    }),
  },
  /** Source: Kingma and Ba (2015), algorithm 1, with epsilon outside of the root. */
  adam: {
    learning_rate: learningRate(0.001),
    beta1: number({ doc: 'Share of the old mean that is kept.', minimum: 0, exclusiveMaximum: 1, default: 0.9 }),
    beta2: number({
      doc: 'Share of the old mean square that is kept.',
      minimum: 0,
      exclusiveMaximum: 1,
      default: 0.999,
    }),
    epsilon: number({ doc: 'Added to the root.', exclusiveMinimum: 0, default: 1e-8 }),
  },
};

export const schedules = {
  /** The learning rate stays. */
  constant: {},
  /** Half a cosine from the learning rate down to zero, over all steps. Source: Loshchilov and Hutter (2017), without restarts. */
  cosine: {},
  /** A straight line from zero up to the learning rate, then half a cosine down to zero. */
  warmup_cosine: {
    warmup: number({ doc: 'Share of all steps that the rise takes.', minimum: 0, exclusiveMaximum: 1, default: 0.1 }),
  },
};

export const datasets = ['mnist'] as const;

type Choice<T extends Readonly<Record<string, object>>> = {
  [K in keyof T & string]: { readonly type: K } & AttributesOf<T[K] & Record<never, never>>;
}[keyof T & string];

export type Optimizer = Choice<typeof optimizers>;
export type Schedule = Choice<typeof schedules>;

/** Numbers that an optimizer remembers for each trainable weight, by type. */
const slots: { readonly [K in Optimizer['type']]: (settings: Extract<Optimizer, { type: K }>) => number } = {
  sgd: ({ momentum }) => (momentum === 0 ? 0 : 1),
  adam: () => 2,
};

export function slotsOf(optimizer: Optimizer): number {
  return slots[optimizer.type](optimizer as never);
}

/** Where the training data is: a set that modelc knows, or a folder of idx files relative to the spec. */
export type DatasetChoice =
  | { readonly type: 'known'; readonly name: (typeof datasets)[number] }
  | { readonly type: 'idx'; readonly folder: string };

export interface TrainSettings {
  readonly dataset: DatasetChoice;
  readonly loss: 'softmax_cross_entropy';
  readonly batchSize: number;
  readonly epochs: number;
  readonly seed: number;
  readonly optimizer: Optimizer;
  readonly schedule: Schedule;
}
