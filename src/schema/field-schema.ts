import type { Field, Fields } from './field';
import type { ValueSchema } from './value-schema';

export type JsonSchema = Readonly<Record<string, unknown>>;

/** An entry of the schema's `definitions`. */
export function definition(name: string): JsonSchema {
  return { $ref: `#/definitions/${name}` };
}

/** An alternative to any value. */
export const expression: JsonSchema = definition('expression');

/** A key without a value. */
export const nothing: JsonSchema = { type: 'null' };

/** A map whose keys are fields, and `others` with their own schemas. */
export function objectOf(
  fields: Fields,
  expressions: boolean,
  others: Record<string, JsonSchema> = {},
): JsonSchema & { readonly properties: Readonly<Record<string, JsonSchema>> } {
  const required = Object.keys(fields).filter((key) => fields[key]?.required);
  const properties = Object.fromEntries(
    Object.entries(fields).map(([key, field]) => [key, property(field, expressions)]),
  );
  return {
    type: 'object',
    additionalProperties: false,
    ...(required.length > 0 && { required }),
    properties: { ...properties, ...others },
  };
}

function property(field: Field<unknown>, expressions: boolean): JsonSchema {
  const { schema, doc, default: standard } = field;
  const documented = { description: doc, ...(standard !== undefined && { default: standard }) };
  return expressions ? { anyOf: [valueSchemaOf(field), expression], ...documented } : { ...schema, ...documented };
}

function valueSchemaOf({ schema, definition: name }: Field<unknown>): JsonSchema {
  return name === undefined ? allowExpressions(schema) : definition(name);
}

/** The definitions that fields refer to: `expression`, and values that many fields have. */
export function definitionsOf(fields: readonly Field<unknown>[]): Record<string, JsonSchema> {
  const named = fields.flatMap(({ schema, definition: name }) =>
    name === undefined ? [] : [[name, allowExpressions(schema)] as const],
  );
  return {
    expression: {
      type: 'string',
      pattern: '\\$\\{',
      description: 'An expression over parameters, such as "${reduce * 2}".',
    },
    ...Object.fromEntries(named),
  };
}

/** The same schema with an expression allowed for any item of its lists. */
function allowExpressions(schema: ValueSchema): JsonSchema {
  if ('anyOf' in schema) return { anyOf: schema.anyOf.map(allowExpressions) };
  if ('items' in schema) return { ...schema, items: { anyOf: [schema.items, expression] } };
  return { ...schema };
}

/** A bare word, or a map with the word as its only key and its settings below. */
export function choice(table: Readonly<Record<string, Fields>>, description: string): JsonSchema {
  const words = Object.keys(table).filter((word) => Object.values(table[word] ?? {}).every((field) => !field.required));
  const maps = Object.entries(table).map(([word, fields]) => ({
    type: 'object',
    required: [word],
    additionalProperties: false,
    properties: { [word]: { anyOf: [objectOf(fields, true), nothing] } },
  }));
  return { anyOf: [{ enum: words }, ...maps], description };
}
