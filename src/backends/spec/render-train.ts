import type { TrainSettings } from '../../schema/train';

/** `train:` with every setting. */
export function renderTrain(settings: TrainSettings): Record<string, unknown> {
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
