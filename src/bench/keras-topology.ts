import type { LayersModel, layers } from '@tensorflow/tfjs';

interface Saved {
  readonly config: { readonly layers: readonly { readonly name: string; options?: object }[] };
}

/** The settings of layers that are classes of the generated program. */
interface Settings {
  readonly options?: object;
  /** Cells of padding on each side of each axis. */
  readonly cells?: readonly (readonly number[])[];
  /** The size of the output. */
  readonly size?: readonly number[];
}

/**
 * The layers of a model as tfjs saves them, in Keras' spelling. Layers of generated classes also get their settings, as far as
 * these are numbers and words.
 */
export function kerasTopology(model: LayersModel): string {
  const saved = JSON.parse(model.toJSON() as string) as Saved;
  for (const layer of saved.config.layers) {
    const { options, cells, size } = model.getLayer(layer.name) as layers.Layer & Settings;
    const settings = Object.entries({ cells, size, ...options }).filter(([, value]) => isPlain(value));
    if (settings.length > 0) layer.options = Object.fromEntries(settings);
  }
  return JSON.stringify(saved);
}

function isPlain(value: unknown): boolean {
  if (Array.isArray(value)) return value.every(isPlain);
  return value !== undefined && typeof value !== 'object';
}
