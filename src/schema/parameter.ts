import { type Fields, number, oneOf, optional } from './field';

export const parameterTypes = ['number', 'integer', 'string', 'boolean', 'kind', 'padding', 'list'] as const;

/** The type of a block's parameter; by default, that of its default value. */
export interface ParameterType {
  readonly type: (typeof parameterTypes)[number] | undefined;
  readonly minimum: number | undefined;
  readonly maximum: number | undefined;
}

/** The description of each type, for "must be …". */
export const parameterWords: { readonly [K in (typeof parameterTypes)[number]]: string } = {
  number: 'a number',
  integer: 'a whole number',
  string: 'a text',
  boolean: '`true` or `false`',
  kind: 'a kind of layer, or the name of a block',
  padding: '`valid`, `same`, `causal` or a whole number of cells',
  list: 'a list',
};

/** The declaration of a parameter, besides its default, which can be of any type. */
export const parameterFields = {
  type: optional(oneOf(parameterTypes, { doc: 'The type; by default, that of the default.' })),
  minimum: optional(number({ doc: 'The smallest allowed number.' })),
  maximum: optional(number({ doc: 'The largest allowed number.' })),
} satisfies Fields;
