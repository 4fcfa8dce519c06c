import { warningCodes } from '../diagnostics/messages';
import { formAxes } from '../dimensions/axis';
import { datasetNames } from './datasets';
import { expectFields, modelExpectFields } from './expect';
import type { Field } from './field';
import { choice, definition, definitionsOf, expression, type JsonSchema, nothing, objectOf } from './field-schema';
import { includedFile, includeSchema } from './include-schema';
import { inputFields } from './input';
import { name, parameter, plainValue, sizeList, word } from './json-schema-parts';
import { kinds, layerOf, needsAttributes } from './kinds';
import { layerSchemas } from './layer-schema';
import { losses } from './losses';
import { optimizers } from './optimizers';
import { outputFields } from './output';
import { parameterFields } from './parameter';
import { preprocessFields } from './preprocess';
import { repeatFields } from './repeat';
import { schedules } from './schedules';
import { splitFields } from './split';
import { trainFields } from './train';
import type { structures, topLevelKeys } from './words';

const whenSchema: JsonSchema = {
  anyOf: [{ type: 'boolean' }, expression],
  description: 'Leaves the item out if false.',
};

const weightsSchema: JsonSchema = {
  ...word,
  description: 'An earlier item of the same kind, or use of the same block, whose weights this item shares.',
};

/**
 * The language as JSON Schema draft-07, for completion and help in editors. It covers the form of a spec; `modelc check` checks
 * the rest.
 */
export function languageSchema(): JsonSchema {
  const layers = layerSchemas(besides());
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    $id: 'modelc.schema.json',
    title: 'modelc',
    description: 'A neural-network architecture, language version 1.',
    type: 'object',
    required: ['modelc'],
    anyOf: [
      { properties: { layers: true }, required: ['layers'], oneOf: inputForms(['input'], ['inputs']) },
      includedFile,
    ],
    additionalProperties: false,
    properties: topLevel,
    definitions: {
      ...definitionsOf(kinds.flatMap((kind) => Object.values<Field<unknown>>(layerOf(kind).fields))),
      ...layers.definitions,
      name: { anyOf: [name, expression], description: 'Name of the item, unique in its list.' },
      when: whenSchema,
      weights: weightsSchema,
      items: { type: 'array', items: definition('item') },
      someItems: { type: 'array', items: definition('item'), minItems: 1 },
      item: {
        anyOf: [
          { enum: kinds.filter((kind) => !needsAttributes(kind)) },
          expression,
          ...layers.items,
          useItem,
          branchItem,
          splitItem,
          repeatItem,
          sideItem,
        ],
      },
      from: {
        anyOf: [word, { type: 'array', items: word, minItems: 1 }],
        description: 'The input of the item, instead of the value before it: a name, or several for a join.',
      },
      expect: {
        ...objectOf(expectFields, true),
        description: 'Declared sizes and counts of the item; a wrong number is an error.',
      },
      output: {
        anyOf: [objectOf(outputFields, true), nothing],
        description: 'Makes the value an output of the model.',
      },
    },
  };
}

/** The forms whose axes have names in a spec. */
const writtenForms = Object.values(formAxes).filter((axes) => axes.every((axis) => Object.hasOwn(inputFields, axis)));

const inputSchema: JsonSchema = {
  ...objectOf(inputFields, true, {
    preprocess: {
      ...objectOf(preprocessFields, true),
      description: 'Normalisation of pixels, after scaling them to 0..1.',
    },
  }),
  oneOf: inputForms(...writtenForms, ['shape']),
  description: 'Size of the input: height, width and channels; length and channels; features; or shape.',
};

const parameterSchema: JsonSchema = {
  anyOf: [
    { type: ['number', 'string', 'boolean', 'null', 'array'] },
    objectOf(parameterFields, false, { default: { type: ['number', 'string', 'boolean', 'null', 'array'] } }),
  ],
};

const topLevel: { readonly [K in (typeof topLevelKeys)[number]]: JsonSchema } = {
  modelc: { const: 1, description: 'The language version.' },
  name: { type: 'string', pattern: '\\S', maxLength: 200, description: 'Name of the model.' },
  description: { type: 'string', pattern: '\\S', maxLength: 10000, description: 'A description for people.' },
  include: includeSchema,
  let: {
    type: ['object', 'null'],
    propertyNames: parameter,
    additionalProperties: plainValue,
    description: 'Named values for expressions; `--set name=value` overrides them.',
  },
  input: inputSchema,
  inputs: {
    type: 'object',
    minProperties: 1,
    propertyNames: name,
    additionalProperties: inputSchema,
    description: 'Several named inputs; the first layer then needs `from`.',
  },
  blocks: {
    type: ['object', 'null'],
    propertyNames: name,
    description: 'Reusable lists of layers, with parameters.',
    additionalProperties: {
      type: 'object',
      required: ['layers'],
      additionalProperties: false,
      properties: {
        inputs: { type: 'array', items: name, minItems: 1, description: 'Names of the values that the block takes.' },
        params: {
          type: ['object', 'null'],
          propertyNames: parameter,
          additionalProperties: parameterSchema,
          description: 'Parameters and their defaults.',
        },
        layers: definition('someItems'),
      },
    },
  },
  layers: { $ref: '#/definitions/someItems', description: 'The layers, in order.' },
  expect: objectOf(modelExpectFields, true, {
    inference: { ...objectOf(modelExpectFields, true), description: 'Counts without training-only outputs.' },
    shapes: {
      type: 'object',
      additionalProperties: sizeList,
      description: 'Declared sizes of named values.',
    },
  }),
  allow: {
    type: 'array',
    items: { enum: warningCodes },
    description: 'Codes of warnings to switch off.',
  },
  train: {
    ...objectOf(trainFields, true, {
      dataset: {
        anyOf: [
          { enum: datasetNames },
          { type: 'object', required: ['idx'], additionalProperties: false, properties: { idx: word } },
        ],
        description: 'A data set that modelc knows, or a folder of idx files.',
      },
      loss: choice(losses, 'What training makes small.'),
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
    use: { anyOf: [name, expression], description: 'A block, put in here, or what an expression names.' },
    with: {
      type: ['object', 'null'],
      description: 'Values for its parameters; one without a value takes the value of its name around the use.',
    },
    weights: definition('weights'),
    ...besides(),
  },
};

const branchItem = pathsItem(
  'branch',
  'Named paths from the same value; the next item joins them.',
  {
    anyOf: [
      definition('items'),
      { ...objectOf({}, true, { layers: definition('items'), when: definition('when') }), required: ['layers'] },
    ],
  },
  {},
);

const splitItem = pathsItem(
  'split',
  'Named paths, each from its share of the value; the next item joins them.',
  definition('items'),
  objectOf(splitFields, true).properties,
);

/** An item with paths, and more keys next to it. */
function pathsItem(
  key: (typeof structures)[number],
  description: string,
  path: JsonSchema,
  more: Readonly<Record<string, JsonSchema>>,
): JsonSchema {
  return {
    type: 'object',
    required: [key],
    additionalProperties: false,
    properties: {
      [key]: {
        type: 'object',
        minProperties: 1,
        propertyNames: name,
        additionalProperties: path,
        description,
      },
      ...more,
      from: definition('from'),
      when: definition('when'),
    },
  };
}

const repeatItem: JsonSchema = structureItem('repeat', {
  ...objectOf(repeatFields, true, {
    over: { anyOf: [{ type: 'array' }, expression], description: 'A list, with one iteration for each item.' },
    as: {
      anyOf: [parameter, { type: 'array', items: parameter, minItems: 1 }],
      description: 'Name of the counter in expressions, which starts at 0; with `over`, of the item, or of its parts.',
    },
    layers: definition('someItems'),
  }),
  required: ['layers'],
  oneOf: [
    { required: ['times'], properties: { times: true, over: false } },
    { required: ['over'], properties: { over: true, times: false } },
  ],
  description: 'The same layers several times one after another.',
});

const sideItem: JsonSchema = structureItem('side', {
  ...objectOf({}, true, { layers: definition('someItems') }),
  required: ['layers'],
  description: 'A path that leaves the value of the main line as it is.',
});

function structureItem(key: string, schema: JsonSchema): JsonSchema {
  return {
    type: 'object',
    required: [key],
    additionalProperties: false,
    properties: { [key]: schema, ...besides() },
  };
}

function besides(): Record<string, JsonSchema> {
  return {
    name: definition('name'),
    from: definition('from'),
    when: definition('when'),
    expect: definition('expect'),
    output: definition('output'),
  };
}

/** Each form with all of its keys and none of the others'. */
function inputForms(...forms: readonly (readonly string[])[]): JsonSchema[] {
  const keys = forms.flat();
  return forms.map((form) => ({
    required: form,
    properties: Object.fromEntries(keys.map((key) => [key, form.includes(key)])),
  }));
}
