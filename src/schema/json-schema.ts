import { expectFields, modelExpectFields } from './expect';
import type { Field, Fields } from './field';
import { inputFields } from './input';
import { kinds, layerOf } from './kinds';
import { preprocessFields } from './preprocess';
import { datasets, optimizers, schedules, trainFields } from './train';
import { reservedInExpressions, reservedNames, structures, type topLevelKeys } from './words';

type JsonSchema = Readonly<Record<string, unknown>>;

const expression: JsonSchema = {
  type: 'string',
  pattern: '\\$\\{',
  description: 'An expression over parameters, such as "${reduce * 2}".',
};
const name: JsonSchema = { type: 'string', pattern: '^[A-Za-z][A-Za-z0-9_-]{0,63}$', not: { enum: reservedNames } };
const parameter: JsonSchema = {
  type: 'string',
  pattern: '^[A-Za-z][A-Za-z0-9_]{0,63}$',
  not: { enum: [...reservedNames, ...reservedInExpressions] },
};
const word: JsonSchema = { type: 'string', minLength: 1 };
const sizeList: JsonSchema = { type: 'array', items: { type: 'integer', minimum: 1 }, minItems: 1, maxItems: 8 };
const nothing: JsonSchema = { type: 'null' };

/** The language as JSON Schema draft-07, for the completion and help of editors. It says form; `modelc check` says the rest. */
export function languageSchema(): JsonSchema {
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    $id: 'modelc.schema.json',
    title: 'modelc',
    description: 'An architecture of a neural network, version 1 of the language.',
    type: 'object',
    required: ['modelc', 'input', 'layers'],
    additionalProperties: false,
    properties: topLevel,
    definitions: {
      items: { type: 'array', items: { $ref: '#/definitions/item' } },
      someItems: { type: 'array', items: { $ref: '#/definitions/item' }, minItems: 1 },
      item: {
        anyOf: [{ enum: kinds.filter((kind) => !needsAttributes(kind)) }, ...kinds.map(layerItem), useItem, branchItem],
      },
      from: {
        anyOf: [word, { type: 'array', items: word, minItems: 1 }],
        description: 'The value to take instead of the one above: a name, or several for a join.',
      },
      expect: {
        ...objectOf(expectFields, true),
        description: 'What the item should come to; a wrong number is an error.',
      },
    },
  };
}

const topLevel: { readonly [K in (typeof topLevelKeys)[number]]: JsonSchema } = {
  modelc: { const: 1, description: 'Version of the language.' },
  name: { type: 'string', pattern: '\\S', maxLength: 200, description: 'Name of the model.' },
  description: { type: 'string', pattern: '\\S', maxLength: 10000, description: 'What the model is, for people.' },
  input: {
    ...objectOf(inputFields, false, {
      preprocess: { ...objectOf(preprocessFields, false), description: 'Pixels are scaled to 0..1, then normalised.' },
    }),
    oneOf: inputForms(['height', 'width', 'channels'], ['features'], ['shape']),
    description: 'Size of the input: height, width and channels, or features, or shape.',
  },
  blocks: {
    type: 'object',
    propertyNames: name,
    description: 'Lists of layers with parameters, to be used by name.',
    additionalProperties: {
      type: 'object',
      required: ['layers'],
      additionalProperties: false,
      properties: {
        params: {
          type: 'object',
          propertyNames: parameter,
          additionalProperties: { type: ['number', 'string', 'boolean', 'null'] },
          description: 'Parameters with their defaults.',
        },
        layers: { $ref: '#/definitions/someItems' },
      },
    },
  },
  layers: { $ref: '#/definitions/someItems', description: 'The layers, one after the other.' },
  expect: objectOf(modelExpectFields, false, {
    shapes: {
      type: 'object',
      additionalProperties: sizeList,
      description: 'Sizes of named values.',
    },
  }),
  train: {
    ...objectOf(trainFields, false, {
      dataset: {
        anyOf: [
          { enum: datasets },
          { type: 'object', required: ['idx'], additionalProperties: false, properties: { idx: word } },
        ],
        description: 'A data set that modelc knows, or a folder of idx files.',
      },
      optimizer: choice(optimizers, 'How weights follow their gradients.'),
      schedule: choice(schedules, 'How the learning rate changes over the steps.'),
    }),
    required: ['dataset'],
  },
};

const useItem: JsonSchema = {
  type: 'object',
  required: ['use'],
  additionalProperties: false,
  properties: {
    use: { ...name, description: 'A block, put in here.' },
    with: {
      type: 'object',
      additionalProperties: { type: ['number', 'string', 'boolean'] },
      description: 'Values for its parameters.',
    },
    ...besides(),
  },
};

const branchItem: JsonSchema = {
  type: 'object',
  required: [structures[0]],
  additionalProperties: false,
  properties: {
    branch: {
      type: 'object',
      minProperties: 1,
      propertyNames: name,
      additionalProperties: { $ref: '#/definitions/items' },
      description: 'Named paths from the same value; the next item joins them.',
    },
    from: { $ref: '#/definitions/from' },
  },
};

function layerItem(kind: (typeof kinds)[number]): JsonSchema {
  const { doc, fields } = layerOf(kind);
  const attributes = objectOf(fields, true);
  return {
    type: 'object',
    required: [kind],
    additionalProperties: false,
    properties: {
      [kind]: needsAttributes(kind)
        ? { ...attributes, description: doc }
        : { anyOf: [attributes, nothing], description: doc },
      ...besides(),
    },
  };
}

function besides(): Record<string, JsonSchema> {
  return {
    name: { ...name, description: 'Name of the item, unique in its list.' },
    from: { $ref: '#/definitions/from' },
    expect: { $ref: '#/definitions/expect' },
  };
}

function needsAttributes(kind: (typeof kinds)[number]): boolean {
  return Object.values(layerOf(kind).fields).some((field) => field.required);
}

function objectOf(
  fields: Fields,
  expressions: boolean,
  others: Record<string, JsonSchema> = {},
): Record<string, unknown> {
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

function property({ schema, doc, default: standard }: Field<unknown>, expressions: boolean): JsonSchema {
  const documented = { description: doc, ...(standard !== undefined && { default: standard }) };
  return expressions ? { anyOf: [allowExpressions(schema), expression], ...documented } : { ...schema, ...documented };
}

/** The same schema with an expression in the place of any item of its lists. */
function allowExpressions(schema: JsonSchema): JsonSchema {
  const { anyOf, items } = schema;
  return {
    ...schema,
    ...(Array.isArray(anyOf) && { anyOf: anyOf.map((option: JsonSchema) => allowExpressions(option)) }),
    ...(items !== undefined && { items: { anyOf: [items, expression] } }),
  };
}

/** Each form with all of its keys, and with none of the others'. */
function inputForms(...forms: readonly (readonly string[])[]): JsonSchema[] {
  const keys = forms.flat();
  return forms.map((form) => ({
    required: form,
    properties: Object.fromEntries(keys.map((key) => [key, form.includes(key)])),
  }));
}

/** A bare word, or a map with the word as its one key and its settings below. */
function choice(table: Readonly<Record<string, Fields>>, description: string): JsonSchema {
  const words = Object.keys(table).filter((word) => Object.values(table[word] ?? {}).every((field) => !field.required));
  const maps = Object.entries(table).map(([word, fields]) => ({
    type: 'object',
    required: [word],
    additionalProperties: false,
    properties: { [word]: { anyOf: [objectOf(fields, false), nothing] } },
  }));
  return { anyOf: [{ enum: words }, ...maps], description };
}
