import { type Fields, number, oneOf, optional } from './field';

export const parameterTypes = ['number', 'integer', 'string', 'boolean', 'kind', 'padding'] as const;

/** What a parameter of a block may be; where `type` is left out, what its default is. */
export interface ParameterType {
  readonly type: (typeof parameterTypes)[number] | undefined;
  readonly minimum: number | undefined;
  readonly maximum: number | undefined;
}

/** The words of each type, for "must be …". */
export const parameterWords: { readonly [K in (typeof parameterTypes)[number]]: string } = {
  number: 'a number',
  integer: 'a whole number',
  string: 'a text',
  boolean: '`true` or `false`',
  kind: 'a kind of layer, or the name of a block',
  padding: '`valid`, `same` or a whole number of cells',
};

/** A parameter that says more than its default, which stands beside these and may be of any type. */
export const parameterFields = {
  type: optional(oneOf(parameterTypes, { doc: 'The type; by default, that of the default.' })),
  minimum: optional(number({ doc: 'The smallest allowed number.' })),
  maximum: optional(number({ doc: 'The largest allowed number.' })),
} satisfies Fields;
