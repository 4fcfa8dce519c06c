import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Ajv from 'ajv';
import { root, runModelc } from './run-modelc';

const read = (file: string) => JSON.parse(readFileSync(join(root, 'schema', file), 'utf8'));
const validate = new Ajv()
  .addSchema([read('check.schema.json'), read('summary.schema.json')])
  .compile(read('diff.schema.json'));
const folder = mkdtempSync(join(tmpdir(), 'modelc-diff-'));

function write(name: string, layers: string): string {
  const file = join(folder, name);
  writeFileSync(
    file,
    `modelc: 1\nlet: { kernel: 5 }\ninput: { height: 28, width: 28, channels: 192 }\nlayers:\n${layers}`,
  );
  return file;
}

const five = '  - conv2d: { filters: 32, kernel: "${kernel}", padding: same }\n    name: five\n';
const direct = write('direct.yaml', five);
const reduced = write('reduced.yaml', `  - conv2d: { filters: 16, kernel: 1 }\n    name: reduce\n${five}`);
const wrong = write('wrong.yaml', '  - conv2d: { filter: 16 }\n');

test('the savings of a 1x1 reduction', () => {
  const { code, out } = runModelc(['diff', reduced, direct, '--format', 'json']);
  const document = JSON.parse(out);
  const macs = { a: 784 * (192 * 16 + 16 * 25 * 32), b: 784 * 192 * 25 * 32 };
  const parameters = { a: 192 * 16 + 16 + 16 * 25 * 32 + 32, b: 192 * 25 * 32 + 32 };
  expect(code).toBe(1);
  expect(validate(document)).toBe(true);
  expect(document.totals.macs).toEqual({ ...macs, difference: macs.b - macs.a, ratio: macs.b / macs.a });
  expect(document.totals.parameters).toMatchObject(parameters);
  expect(document.removed).toMatchObject([{ node: 'reduce', kind: 'conv2d', line: 5, from: ['input'] }]);
  expect([document.added, document.changed, document.ends]).toEqual([[], [], []]);
  const text = runModelc(['diff', reduced, direct]).out;
  expect(text).toContain('- conv2d `reduce` (line 5): reads `input`, produces 28 x 28 x 16');
  expect(text).toMatch(/MACs +12,443,648 +120,422,400 +\+107,978,752 +9\.677/);
});

test('rejects a document without its totals', () => {
  const { totals: _totals, ...document } = JSON.parse(runModelc(['diff', reduced, direct, '--format', 'json']).out);
  expect(validate({ ...document, totals: {} })).toBe(false);
});

test('equal graphs end with 0, and a note about names', () => {
  const renamed = write('renamed.yaml', five.replace('name: five', 'name: other'));
  const { code, out } = runModelc(['diff', direct, renamed]);
  expect(code).toBe(0);
  expect(out).toContain(': the same graph');
  expect(out).toContain('1 node has a different name, first `five` / `other`');
});

test('settings of one side, and of both', () => {
  const { code, out } = runModelc(['diff', direct, direct, '--set-b', 'kernel=3']);
  expect(code).toBe(1);
  expect(out).toContain('~ conv2d `five` (line 5): kernel 5 -> 3');
  expect(runModelc(['diff', direct, direct, '--set', 'kernel=3']).code).toBe(0);
});

test.each([[[wrong, direct]], [[direct, 'nowhere.yaml']], [['-', '-']]])('%j ends with 2', (files) => {
  const { code, out, err } = runModelc(['diff', ...files], { input: '' });
  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(err).toContain('error');
});

test('a failed expectation of the spec does not prevent it', () => {
  const text = readFileSync(direct, 'utf8').replace('name: five', 'name: five\n    expect: { channels: 31 }');
  expect(runModelc(['diff', direct, '-'], { input: text })).toMatchObject({ code: 0, err: '' });
});
