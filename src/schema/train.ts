import type { DatasetChoice } from './datasets';
import { int, number, oneOf, optional } from './field';
import type { Loss } from './losses';
import type { Optimizer } from './optimizers';
import type { Schedule } from './schedules';

export const precisions = ['f32', 'bf16'] as const;
export type Precision = (typeof precisions)[number];

/** The plain settings of `train`; `dataset`, `loss`, `optimizer` and `schedule` are separate choices. */
export const trainFields = {
  batch_size: int({
    doc: 'Samples per step; the last step of an epoch takes the rest.',
    minimum: 1,
    maximum: 65536,
    default: 64,
  }),
  epochs: int({ doc: 'Passes over the training set.', minimum: 1, maximum: 100000, default: 3 }),
  seed: int({ doc: 'Seed of everything random: initial weights, order, dropout.', minimum: 0, default: 1 }),
  precision: oneOf(precisions, {
    doc: 'Precision of the computation; weights, losses and updates stay `f32`.',
    default: 'f32',
  }),
  clip_norm: optional(
    number({
      doc: 'Scales all gradients down to this global norm if they exceed it.',
      exclusiveMinimum: 0,
    }),
  ),
  clip_value: optional(number({ doc: 'Clips each gradient element to this magnitude.', exclusiveMinimum: 0 })),
};

/** The keys of `train` that are not plain settings. */
export const trainChoices = ['dataset', 'loss', 'optimizer', 'schedule'] as const;

/** How gradients are clipped before the optimizer: by their global norm, or element by element. */
export interface Clip {
  readonly by: 'norm' | 'value';
  readonly limit: number;
}

export interface TrainSettings {
  readonly dataset: DatasetChoice;
  readonly loss: Loss;
  readonly batchSize: number;
  readonly epochs: number;
  readonly seed: number;
  readonly precision: Precision;
  readonly clip: Clip | undefined;
  readonly optimizer: Optimizer;
  readonly schedule: Schedule;
}

/** The settings that a single training step depends on. */
export type StepSettings = Pick<TrainSettings, 'loss' | 'optimizer' | 'clip' | 'seed' | 'precision'>;

/** `train` as a spec writes it, with every setting. */
export function writtenSettings(settings: TrainSettings): Record<string, unknown> {
  const { dataset, loss, batchSize, epochs, seed, precision, clip, optimizer, schedule } = settings;
  return {
    dataset: dataset.type === 'known' ? dataset.name : { idx: dataset.folder },
    loss: choice(loss),
    batch_size: batchSize,
    epochs,
    seed,
    precision,
    ...(clip && { [`clip_${clip.by}`]: clip.limit }),
    optimizer: choice(optimizer),
    schedule: choice(schedule),
  };
}

/** A word, or the word with its settings. */
function choice({ type, ...settings }: { readonly type: string }): unknown {
  return Object.keys(settings).length === 0 ? type : { [type]: settings };
}
