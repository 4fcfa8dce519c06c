import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv';
import { root, runModelc } from './run-modelc';

const schema = JSON.parse(readFileSync(join(root, 'schema/explain-code.schema.json'), 'utf8'));
const validate = new Ajv().compile(schema);

test('a code has a page with both examples', () => {
  const { code, out, err } = runModelc(['explain', 'schema/unknown-kind']);
  expect([code, err]).toEqual([0, '']);
  expect(out).toContain('schema/unknown-kind, an error\n');
  expect(out).toContain('wrong\n  layers:\n    - MaxPooling2D: { kernel: 2 }\n');
  expect(out).toContain('right\n  layers:\n    - max_pool2d: { kernel: 2 }\n');
});

test('a warning says how to switch it off', () => {
  expect(runModelc(['explain', 'layers/unread']).out).toContain(
    '`allow: [layers/unread]` in the spec switches it off.',
  );
});

test('as JSON', () => {
  const document = JSON.parse(runModelc(['explain', 'let/unused', '--format', 'json']).out);
  expect(validate(document)).toBe(true);
  expect(document).toMatchObject({ code: 'let/unused', severity: 'warning' });
  expect(validate({ ...document, why: '' })).toBe(false);
});

test('a misspelt code gets a suggestion, and ends with 2', () => {
  const { code, err } = runModelc(['explain', 'shape/conact']);
  expect(code).toBe(2);
  expect(err).toBe('error: `shape/conact` is neither a code nor a file\n  = help: run `modelc explain shape/concat`\n');
});

test('only warnings end with 0, and under --strict with 1', () => {
  const input = 'modelc: 1\ninput: { features: 3 }\nlayers: [relu, tanh]\n';
  const { code, out } = runModelc(['check', '-'], { input });
  expect(code).toBe(0);
  expect(out).toContain('warning[layers/two-activations]');
  expect(runModelc(['check', '-', '--strict'], { input }).code).toBe(1);
  expect(runModelc(['check', '-', '--strict'], { input: `${input}allow: [layers/two-activations]\n` }).code).toBe(0);
});
