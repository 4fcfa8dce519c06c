import type { JsonSchema } from './field-schema';
import { reservedInExpressions, reservedNames } from './words';

/** The name of a layer, path or block. */
export const name: JsonSchema = {
  type: 'string',
  pattern: '^[A-Za-z][A-Za-z0-9_-]{0,63}$',
  not: { enum: reservedNames },
};
/** A name that expressions can use. */
export const parameter: JsonSchema = {
  type: 'string',
  pattern: '^[A-Za-z][A-Za-z0-9_]{0,63}$',
  not: { enum: [...reservedNames, ...reservedInExpressions] },
};
/** Any non-empty text. */
export const word: JsonSchema = { type: 'string', minLength: 1 };
/** A shape. */
export const sizeList: JsonSchema = { type: 'array', items: { type: 'integer', minimum: 1 }, minItems: 1, maxItems: 8 };

/** A number, a text or a truth value, or an expression. */
export const scalar: JsonSchema = { type: ['number', 'string', 'boolean'] };
/** A value of the language: a scalar, or a list or map of values. */
export const plainValue: JsonSchema = { type: ['number', 'string', 'boolean', 'array', 'object'] };
