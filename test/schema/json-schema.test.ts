import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv';
import { parse } from 'yaml';
import { languageSchema } from '../../src/schema/json-schema';

const root = join(__dirname, '../..');
const validate = new Ajv({ strict: true, allowUnionTypes: true, strictTypes: false }).compile(languageSchema());

test('the published schema is the one that the fields give', () => {
  const published = JSON.parse(readFileSync(join(root, 'schema/modelc.schema.json'), 'utf8'));
  expect(published).toEqual(JSON.parse(JSON.stringify(languageSchema())));
});

test.each(readdirSync(join(root, 'specs')).filter((file) => file.endsWith('.yaml')))(
  'an editor finds %s sound',
  (file) => {
    expect(validate(parse(readFileSync(join(root, 'specs', file), 'utf8')))).toBe(true);
  },
);

const spec = (layers: unknown, others: object = {}): object => ({
  modelc: 1,
  input: { features: 3 },
  layers,
  ...others,
});

test.each([
  ['a bare kind', spec(['relu']), true],
  ['an empty kind', spec([{ relu: null }]), true],
  ['an expression', spec([{ dense: { units: '${n}' } }]), true],
  ['an unknown kind', spec(['reluu']), false],
  ['an unknown attribute', spec([{ dense: { units: 3, unit: 3 } }]), false],
  ['a missing attribute', spec([{ dense: {} }]), false],
  ['a wrong value', spec([{ dense: { units: 0 } }]), false],
  ['an unknown key', spec(['relu'], { layer: [] }), false],
  ['a bare optimizer', spec(['relu'], { train: { dataset: 'mnist', optimizer: 'adam' } }), true],
  ['a wrong optimizer', spec(['relu'], { train: { dataset: 'mnist', optimizer: 'adm' } }), false],
])('%s', (_name, document, sound) => expect(validate(document)).toBe(sound));
