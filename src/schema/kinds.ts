import type { Form } from '../dimensions/axis';
import type { AttributesOf, Fields } from './field';
import { type Layer, misfitOf } from './layer';
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

/** Whether layers of a kind have weights, and so can be frozen. */
export function hasWeights(kind: Kind): boolean {
  return Object.hasOwn(layerOf(kind).fields, 'trainable');
}

/** The fields of a kind, by name. */
export function fieldsOf(kind: Kind): Fields {
  return layerOf(kind).fields;
}

/**
 * Kinds to use instead for a value that a kind does not accept: the same operation along the axes of that value, or kinds that
 * turn it into a vector, if the kind accepts one.
 */
export function alternativesTo(kind: Kind, form: Form | undefined): readonly Kind[] {
  const { takes, traits } = layerOf(kind);
  const fitting = kinds.filter((other) => misfitOf(layerOf(other), [form]) === undefined);
  if (takes !== 'any' && takes.includes('vector')) {
    const makers = fitting.filter((other) => layerOf(other).traits.makesVector);
    return makers.toSorted((a, b) => Number(layerOf(b).takes === 'any') - Number(layerOf(a).takes === 'any'));
  }
  return traits.family === undefined ? [] : fitting.filter((other) => layerOf(other).traits.family === traits.family);
}

/** Whether a bare kind is incomplete, because an attribute is required. */
export function needsAttributes(kind: Kind): boolean {
  return Object.values(layerOf(kind).fields).some((field) => field.required);
}
