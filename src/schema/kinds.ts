import type { AttributesOf } from './field';
import type { Layer } from './layer';
import { layers } from './layers';

export type Kind = keyof typeof layers;
export type Attributes<K extends Kind> = AttributesOf<(typeof layers)[K]['fields']>;

export const kinds = Object.keys(layers) as readonly Kind[];

export function isKind(word: string): word is Kind {
  return Object.hasOwn(layers, word);
}

/** The definition of a kind, seen as a layer of whatever attributes. */
export function layerOf(kind: Kind): Layer {
  return layers[kind] as unknown as Layer;
}
