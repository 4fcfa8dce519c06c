import type { AttributesOf } from './field';
import type { Layer } from './layer';
import { layers } from './layers';

export type Kind = keyof typeof layers;
/** The fields of each kind. */
export type LayerFields = { readonly [K in Kind]: (typeof layers)[K]['fields'] };
export type Attributes<K extends Kind> = AttributesOf<LayerFields[K]>;

export const kinds = Object.keys(layers) as readonly Kind[];

export function isKind(word: string): word is Kind {
  return Object.hasOwn(layers, word);
}

const table: { readonly [K in Kind]: Layer<LayerFields[K]> } = layers;

/** The definition of a kind. */
export function layerOf<K extends Kind>(kind: K): Layer<LayerFields[K]> {
  return table[kind];
}
