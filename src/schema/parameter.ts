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
  type: optional(oneOf(parameterTypes, { doc: 'What it may be; the type of its default where it is left out.' })),
  minimum: optional(number({ doc: 'The least number that it may be.' })),
  maximum: optional(number({ doc: 'The largest number that it may be.' })),
} satisfies Fields;
