import type { LayersModel } from '@tensorflow/tfjs';

interface Saved {
  readonly config: { readonly layers: readonly { readonly name: string; options?: object }[] };
}

/** What layers of our own classes keep of the settings that they were made with. */
interface Own {
  readonly options?: object;
  /** Of padding, on each side of each axis. */
  readonly cells?: readonly (readonly number[])[];
  /** Of the output. */
  readonly size?: readonly number[];
}

/**
 * The layers of a model as tfjs saves them, in the spelling of Keras. Those of classes that tfjs lacks also get their settings, as far
 * as those are numbers and words.
 */
export function kerasTopology(model: LayersModel): string {
  const saved = model.toJSON(null, false) as unknown as Saved;
  for (const layer of saved.config.layers) {
    const { options, cells, size } = model.getLayer(layer.name) as unknown as Own;
    const settings = Object.entries({ cells, size, ...options }).filter(([, value]) => isPlain(value));
    if (settings.length > 0) layer.options = Object.fromEntries(settings);
  }
  return JSON.stringify(saved);
}

function isPlain(value: unknown): boolean {
  if (Array.isArray(value)) return value.every(isPlain);
  return value !== undefined && typeof value !== 'object';
}
