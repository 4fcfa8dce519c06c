import { axes, spatialAxisNames } from '../dimensions/axis';
import { type JsonSchema, objectOf } from '../schema/field-schema';
import { scaledInitializers } from '../schema/initializer';
import { kinds, layerOf } from '../schema/kinds';

const count: JsonSchema = { type: 'integer', minimum: 0 };
const value: JsonSchema = { ...count, description: 'The number of a value.' };
const optionalValue: JsonSchema = { type: ['integer', 'null'], minimum: 0, description: 'Null if unknown.' };
const optionalCount: JsonSchema = { type: ['integer', 'null'], minimum: 0 };
const plainTypes = ['number', 'string', 'boolean', 'array', 'object'];
const plain: JsonSchema = { type: plainTypes };
const text: JsonSchema = { type: 'string' };
const flag: JsonSchema = { type: 'boolean' };
const numbers: JsonSchema = { type: 'array', items: { type: 'number' } };

function listOf(items: JsonSchema, more: JsonSchema = {}): JsonSchema {
  return { type: 'array', items, ...more };
}

function ref(name: string): JsonSchema {
  return { $ref: `#/definitions/${name}` };
}

/** An object with exactly these properties. */
function exactly(properties: Readonly<Record<string, JsonSchema>>, description?: string): JsonSchema {
  const required = Object.keys(properties);
  return { type: 'object', ...(description && { description }), required, additionalProperties: false, properties };
}

function orNull(schema: JsonSchema): JsonSchema {
  return { anyOf: [schema, { type: 'null' }] };
}

/** The schema of the typed graph as JSON (draft-07), as `modelc compile --format json` prints it. */
export function graphSchema(): JsonSchema {
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    $id: 'graph.schema.json',
    title: 'modelc compile SPEC --format json',
    description:
      'The typed graph of a spec. Input `i` is value `i`, and each node makes the value of its own number. What a mistake leaves unknown is null. Only schemaVersion, ok and diagnostics are there if nothing of the spec could be read.',
    type: 'object',
    required: ['schemaVersion'],
    additionalProperties: false,
    properties: {
      schemaVersion: { const: 1 },
      ok: { type: 'boolean', description: 'The spec has no errors. Only in what the command prints.' },
      diagnostics: listOf({ $ref: 'check.schema.json#/definitions/diagnostic' }),
      ...topLevel,
    },
    dependencies: { nodes: Object.keys(topLevel) },
    definitions: { ...definitions, ...attributesByKind() },
  };
}

const topLevel: Readonly<Record<string, JsonSchema>> = {
  name: text,
  description: { type: ['string', 'null'] },
  complete: { ...flag, description: 'False if an error left out an item, so that totals are too small.' },
  inputs: listOf(ref('input'), { minItems: 1 }),
  nodes: listOf(ref('node'), { description: 'Every node after those that it reads.' }),
  outputs: listOf(ref('output'), { minItems: 1 }),
  body: ref('body'),
  blocks: listOf(ref('block'), { description: 'What each block declares.' }),
  lets: { type: 'object', additionalProperties: plain, description: 'Values of `let`.' },
  weights: { type: 'object', additionalProperties: ref('weight'), description: 'Every weight once, by its key.' },
  origins: listOf(ref('origin'), { description: 'Where sizes come from, each after those that its formula reads.' }),
  totals: exactly({ parameters: count, trainable: count, macs: count }, 'For one sample; each weight counts once.'),
};

const definitions: Readonly<Record<string, JsonSchema>> = {
  place: exactly(
    { file: text, line: { ...count, minimum: 1 }, column: { ...count, minimum: 1 } },
    'Where it is written; columns are UTF-16 code units, and both count from 1.',
  ),
  shape: orNull(
    listOf(exactly({ axis: { enum: axes }, size: { ...count, minimum: 1 }, origin: count }, 'A size and its origin.')),
  ),
  input: exactly({
    value,
    name: text,
    shape: ref('shape'),
    preprocess: orNull(exactly({ mean: numbers, std: numbers })),
    place: ref('place'),
  }),
  node: {
    ...exactly({
      value,
      name: { ...text, description: 'Qualified by the scopes around it, such as `incep1/five/conv2d_2`.' },
      kind: { enum: kinds },
      attributes: { type: ['object', 'null'], description: 'As a spec would write them, defaults included.' },
      inputs: listOf(optionalValue),
      shape: ref('shape'),
      weights: { type: 'object', additionalProperties: text, description: 'The key of each weight by its role.' },
      macs: { ...optionalCount, description: 'Multiply-accumulates for one sample, forward.' },
      activations: { ...optionalCount, description: 'Numbers for one sample that the backward pass needs.' },
      receptiveField: ref('receptiveField'),
      place: ref('place'),
    }),
    allOf: kinds.map((kind) => ({
      if: { properties: { kind: { const: kind } } },
      // biome-ignore lint/suspicious/noThenProperty: the word of JSON Schema
      then: { properties: { attributes: orNull(ref(`attributes_${kind}`)) } },
    })),
  },
  receptiveField: {
    anyOf: [
      { const: 'all' },
      {
        type: 'object',
        propertyNames: { enum: spatialAxisNames },
        additionalProperties: exactly({ size: { ...count, minimum: 1 }, jump: { type: 'number' } }),
      },
      { type: 'null' },
    ],
    description: 'The part of the input that one place depends on: all, or cells along axes; none for a vector.',
  },
  output: exactly({ name: text, value: optionalValue, lossWeight: { type: 'number' }, trainOnly: flag, main: flag }),
  block: exactly({
    name: text,
    inputs: listOf(text),
    parameters: {
      type: 'object',
      additionalProperties: { type: [...plainTypes, 'null'] },
      description: 'Defaults; null where every use must give a value.',
    },
  }),
  weight: exactly({
    shape: listOf({ ...count, minimum: 1 }),
    what: { enum: ['kernel', 'bias', 'norm', 'slope', 'embedding', 'statistic'] },
    initializer: ref('initializer'),
    trainable: flag,
    l2: { type: 'number', minimum: 0 },
    decays: { ...flag, description: 'Whether weight decay applies to it.' },
  }),
  initializer: {
    anyOf: [
      exactly({ type: { enum: ['zeros', 'ones'] } }),
      exactly({ type: { const: 'constant' }, value: { type: 'number' } }),
      exactly({ type: { enum: ['normal', 'truncated_normal'] }, deviation: { type: 'number' } }),
      exactly({ type: { const: 'uniform' }, limit: { type: 'number' } }),
      exactly({ type: { enum: scaledInitializers }, fanIn: { type: 'number' }, fanOut: { type: 'number' } }),
    ],
  },
  origin: exactly({
    size: count,
    formula: { type: ['string', 'null'], description: 'The sum with its numbers; null where the size is written.' },
    operands: listOf(count, { description: 'Indices of the origins that the formula reads.' }),
    by: { ...text, description: 'The layer or input that the size belongs to.' },
    place: ref('place'),
  }),
  body: exactly({ inputs: listOf(optionalValue), steps: listOf(ref('step')), result: optionalValue }),
  scope: exactly({ name: text, body: ref('body') }, 'A body that is part of the names in it.'),
  step: {
    anyOf: [
      exactly({ type: { const: 'node' }, value }),
      exactly({
        type: { const: 'use' },
        block: text,
        name: text,
        parameters: { type: 'object', additionalProperties: plain },
        body: ref('body'),
      }),
      exactly({ type: { const: 'repeat' }, name: text, iterations: listOf(ref('scope')) }),
      exactly({ type: { const: 'branch' }, paths: listOf(ref('scope')) }, 'The next step joins the paths.'),
      exactly({ type: { const: 'side' }, name: text, body: ref('body') }),
    ],
  },
};

function attributesByKind(): Readonly<Record<string, JsonSchema>> {
  return Object.fromEntries(kinds.map((kind) => [`attributes_${kind}`, objectOf(layerOf(kind).fields, false)]));
}
