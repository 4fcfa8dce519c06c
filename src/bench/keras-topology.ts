import type { LayersModel } from '@tensorflow/tfjs';

interface Saved {
  readonly config: { readonly layers: readonly { readonly name: string; options?: object }[] };
}

/**
 * The layers of a model as tfjs saves them, in the spelling of Keras. Those of classes that tfjs lacks also get the options that they
 * were made with, as far as those are numbers and words.
 */
export function kerasTopology(model: LayersModel): string {
  const saved = model.toJSON(null, false) as unknown as Saved;
  for (const layer of saved.config.layers) {
    const { options } = model.getLayer(layer.name) as unknown as { options?: object };
    if (options) layer.options = Object.fromEntries(Object.entries(options).filter(([, value]) => isPlain(value)));
  }
  return JSON.stringify(saved);
}

function isPlain(value: unknown): boolean {
  return Array.isArray(value) ? value.every(isPlain) : typeof value !== 'object';
}
