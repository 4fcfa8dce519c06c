import Ajv from 'ajv';
import { expectFields, modelExpectFields } from '../../src/schema/expect';
import type { Fields } from '../../src/schema/field';
import { inputFields } from '../../src/schema/input';
import { kinds, layerOf } from '../../src/schema/kinds';
import { losses } from '../../src/schema/losses';
import { optimizers } from '../../src/schema/optimizers';
import { outputFields } from '../../src/schema/output';
import { parameterFields } from '../../src/schema/parameter';
import { preprocessFields } from '../../src/schema/preprocess';
import { repeatFields } from '../../src/schema/repeat';
import { schedules } from '../../src/schema/schedules';
import { trainFields } from '../../src/schema/train';
import { findMismatch, type Path, type ValueSchema } from '../../src/schema/value-schema';

const choices: readonly Readonly<Record<string, Fields>>[] = [losses, optimizers, schedules];
const sections: readonly Fields[] = [
  ...[expectFields, modelExpectFields, inputFields, outputFields, parameterFields, preprocessFields],
  ...[repeatFields, trainFields, ...choices.flatMap((table) => Object.values(table))],
  ...kinds.map((kind) => layerOf(kind).fields),
];
/** Each schema once, with the name of a field that has it. */
const schemas = [
  ...new Map(
    sections
      .flatMap(Object.entries<Fields[string]>)
      .map(([key, { schema }]) => [JSON.stringify(schema), { key, schema }]),
  ).values(),
];

const scalars = [
  ...[-1, -0.5, 0, 0.3, 0.999, 1, 1.5, 2, 4, 7, 65_536, 65_537, 2 ** 31 - 1, 2 ** 31, 2 ** 53, 1e300, NaN, Infinity],
  ...['', 'a', 'valid', 'same', 'relu', 'zeros', 'glorot_normal', 'bf16', 'x'.repeat(1001), '\u{1f600}'.repeat(501)],
  ...[true, false, null],
];
const words = schemas.flatMap(({ schema }) => ('enum' in schema ? schema.enum : []));
const values: readonly unknown[] = [
  ...[...scalars, ...words],
  [],
  ...scalars.flatMap((one) => [[one], [one, 1], [1, one], [one, one], [1, 2, 3, one], [1, 1, 1, 1, 1, 1, 1, 1, one]]),
  [[1, 2], [3]],
  ['width', 'channels'],
  ['width', 'time'],
  [1, 'a', [2, 'b']],
  {},
  ...scalars.flatMap((one) => [{ normal: one }, { constant: one }, { uniform: one, other: 1 }, { x: one }]),
  { normal: { deviation: 1 } },
];

/** The error of ajv: the first with the longest path. */
function mismatchByAjv(schema: ValueSchema): (value: unknown) => Path | undefined {
  const validate = new Ajv({ allErrors: true, strict: true, strictTypes: false }).compile(schema);
  return (value) => {
    if (validate(value)) return undefined;
    const paths = (validate.errors ?? []).map(({ instancePath }) => instancePath.split('/').slice(1));
    return paths.reduce((deep, path) => (path.length > deep.length ? path : deep), []);
  };
}

test.each(schemas)('ajv refuses the same values as `$key`, at the same piece', ({ schema }) => {
  const byAjv = mismatchByAjv(schema);
  const differences = values.filter(
    (value) => JSON.stringify(findMismatch(schema, value)?.map(String)) !== JSON.stringify(byAjv(value)),
  );
  expect(differences).toEqual([]);
});

test.each(schemas)('`$key` takes some of them and refuses others', ({ schema }) => {
  const taken = values.filter((value) => findMismatch(schema, value) === undefined);
  expect([taken.length > 0, taken.length < values.length]).toEqual([true, true]);
});

test.each<readonly [string, ValueSchema, unknown, Path | undefined]>([
  ['a number inside a list', { type: 'array', items: { type: 'integer' } }, [1, 'a', 2], [1]],
  ['a list that is too long', { type: 'array', items: { type: 'integer' }, maxItems: 1 }, [1, 2], []],
  [
    'the deepest of several options',
    { anyOf: [{ enum: ['same'] }, { type: 'array', items: { type: 'integer' } }] },
    [1, 0.5],
    [1],
  ],
  [
    'a value in a map',
    { type: 'object', required: ['n'], additionalProperties: false, properties: { n: { type: 'number' } } },
    { n: 'a' },
    ['n'],
  ],
  [
    'an unknown key',
    { type: 'object', required: [], additionalProperties: false, properties: {} },
    { constructor: 1 },
    [],
  ],
])('%s', (_name, schema, value, path) => expect(findMismatch(schema, value)).toEqual(path));
