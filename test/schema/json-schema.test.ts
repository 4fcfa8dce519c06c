import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv';
import { parse } from 'yaml';
import type { Field } from '../../src/schema/field';
import { languageSchema } from '../../src/schema/json-schema';
import { kinds, layerOf } from '../../src/schema/kinds';
import { layerSchemas } from '../../src/schema/layer-schema';
import { readShipped, shippedBlocks, shippedSpecs } from '../support/shipped-specs';

const root = join(__dirname, '../..');
const validate = new Ajv({ strict: true, allowUnionTypes: true, strictTypes: false }).compile(languageSchema());

test('the published schema matches the fields', () => {
  const published = JSON.parse(readFileSync(join(root, 'schema/modelc.schema.json'), 'utf8'));
  expect(published).toEqual(JSON.parse(JSON.stringify(languageSchema())));
});

test.each([...shippedSpecs, ...shippedBlocks])('an editor finds %s sound', (file) => {
  expect(validate(parse(readShipped(file)))).toBe(true);
});

const spec = (layers: unknown, others: object = {}): object => ({
  modelc: 1,
  input: { features: 3 },
  layers,
  ...others,
});

test.each<readonly [string, object, boolean]>([
  ['a bare kind', spec(['relu']), true],
  ['an empty kind', spec([{ relu: null }]), true],
  ['an expression', spec([{ dense: { units: '${n}' } }]), true],
  [
    'empty sections',
    spec([{ use: 'b', with: null }], { let: null, blocks: { b: { params: null, layers: ['relu'] } } }),
    true,
  ],
  ['no blocks', spec(['relu'], { blocks: null }), true],
  ['an unknown kind', spec(['reluu']), false],
  ['an unknown attribute', spec([{ dense: { units: 3, unit: 3 } }]), false],
  ['a missing attribute', spec([{ dense: {} }]), false],
  ['a wrong value', spec([{ dense: { units: 0 } }]), false],
  ['an unknown key', spec(['relu'], { layer: [] }), false],
  ['a bare optimizer', spec(['relu'], { train: { dataset: 'mnist', optimizer: 'adam' } }), true],
  [
    'a loss with a setting',
    spec(['relu'], { train: { dataset: 'mnist', loss: { softmax_cross_entropy: null } } }),
    true,
  ],
  ['an unknown loss', spec(['relu'], { train: { dataset: 'mnist', loss: 'hinge' } }), false],
  ['a schedule that lacks its settings', spec(['relu'], { train: { dataset: 'mnist', schedule: 'step' } }), false],
  ['an expression in a list', spec([{ conv2d: { filters: 1, kernel: ['${a}', 1] } }]), true],
  ['an expression in a padding', spec([{ zero_pad2d: { padding: [0, '${p}'] } }]), true],
  ['a wrong list', spec([{ conv2d: { filters: 1, kernel: ['a', 1] } }]), false],
  ['an empty name', spec(['relu'], { name: '' }), false],
  ['a blank name', spec(['relu'], { name: ' ' }), false],
  ['a blank description', spec(['relu'], { description: ' \n' }), false],
  ['no layers', spec([]), false],
  ['a block without layers', spec(['relu'], { blocks: { b: { layers: [] } } }), false],
  ['a path without layers', spec([{ branch: { a: ['relu'], b: [] } }, 'concat']), true],
  ['an empty from', spec([{ relu: null, from: '' }]), false],
  ['a path as from', spec([{ relu: null, from: 'stem/conv2d' }]), true],
  ['no size', spec(['relu'], { input: {} }), false],
  ['only a height', spec(['relu'], { input: { height: 3 } }), false],
  ['two forms of size', spec(['relu'], { input: { features: 3, shape: [3] } }), false],
  ['an image', spec(['relu'], { input: { height: 3, width: 3, channels: 1, preprocess: { mean: 0.5 } } }), true],
  ['a sequence', spec(['relu'], { input: { length: 3, channels: 1 } }), true],
  ['only a length', spec(['relu'], { input: { length: 3 } }), false],
  ['an image with a length', spec(['relu'], { input: { length: 3, height: 3, width: 3, channels: 1 } }), false],
  ['a causal convolution', spec([{ conv1d: { filters: 1, kernel: 2, padding: 'causal' } }]), true],
  ['a causal convolution of images', spec([{ conv2d: { filters: 1, kernel: 2, padding: 'causal' } }]), false],
  ['a concat along length', spec([{ concat: { axis: 'length' }, from: ['a', 'b'] }]), true],
  ['a shape', spec(['relu'], { input: { shape: [3, 3, 1] } }), true],
  ['an expected shape without sizes', spec(['relu'], { expect: { shapes: { relu: [] } } }), false],
  ['an expected shape', spec(['relu'], { expect: { shapes: { relu: [3] } } }), true],
  ['an empty folder', spec(['relu'], { train: { dataset: { idx: '' } } }), false],
  ['a dash in a parameter', spec(['relu'], { blocks: { b: { params: { 'a-b': 1 }, layers: ['relu'] } } }), false],
  ['a parameter called if', spec(['relu'], { blocks: { b: { params: { if: 1 }, layers: ['relu'] } } }), false],
  ['included files', spec(['relu'], { include: ['a.yaml', { file: 'b.yaml', with: { n: 1 } }] }), true],
  ['an included file without a path', spec(['relu'], { include: [{ with: { n: 1 } }] }), false],
  ['a file of blocks', { modelc: 1, let: { n: 1 }, blocks: { b: { layers: ['relu'] } } }, true],
  ['a file of blocks with an input', { modelc: 1, input: { features: 3 }, blocks: {} }, false],
  ['layers without an input', { modelc: 1, layers: ['relu'] }, false],
  ['a parameter', spec(['relu'], { blocks: { b: { params: { a_b: 1 }, layers: ['relu'] } } }), true],
  ...['input', 'constructor', 'prototype'].map(
    (word) => [`an item called ${word}`, spec([{ relu: null, name: word }]), false] as const,
  ),
  ['a wrong optimizer', spec(['relu'], { train: { dataset: 'mnist', optimizer: 'adm' } }), false],
])('%s', (_name, document, sound) => expect(validate(document)).toBe(sound));

describe('definitions', () => {
  const { definitions, ...rest } = languageSchema() as { definitions: Record<string, unknown> };
  const references = (schema: unknown): string[] =>
    [...JSON.stringify(schema).matchAll(/"#\/definitions\/([^"]+)"/g)].map((match) => match[1] as string);

  test('each is referenced, and each reference resolves', () => {
    const used = new Set([...references(rest), ...Object.values(definitions).flatMap(references)]);
    expect([...used].sort()).toEqual(Object.keys(definitions).sort());
  });

  test('fields with the same value name share one schema', () => {
    const schemas = new Map<string, string>();
    for (const field of kinds.flatMap((kind) => Object.values<Field<unknown>>(layerOf(kind).fields))) {
      if (field.definition === undefined) continue;
      const schema = JSON.stringify(field.schema);
      expect([field.definition, schemas.get(field.definition) ?? schema]).toEqual([field.definition, schema]);
      schemas.set(field.definition, schema);
    }
    expect(schemas.size).toBeGreaterThan(3);
  });

  test('a kind that shares its attributes with others adds few lines', () => {
    const { items } = layerSchemas({});
    const separable = items[kinds.indexOf('separable_conv2d')];
    expect(JSON.stringify(separable, null, 2).split('\n').length).toBeLessThan(80);
  });
});
