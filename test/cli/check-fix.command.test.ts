import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Ajv from 'ajv';
import { root, runModelc } from './run-modelc';

const right = readFileSync(join(root, 'specs/inception-mnist.yaml'), 'utf8');
const wrong = right.replace('1408', '1400').replace('avg_pool2d', 'avg_pol2d');
const validate = new Ajv().compile(JSON.parse(readFileSync(join(root, 'schema/check.schema.json'), 'utf8')));

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'modelc-fix-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const write = (file: string, text: string): void => writeFileSync(join(folder, file), text);
const read = (file: string): string => readFileSync(join(folder, file), 'utf8');
const check = (args: readonly string[], input?: string) =>
  runModelc(['check', ...args], { cwd: folder, ...(input !== undefined && { input }) });

test('the file is fixed, the fixes are listed, and no other file is left behind', () => {
  write('net.yaml', wrong);
  chmodSync(join(folder, 'net.yaml'), 0o640);
  const { code, err, out } = check(['--fix', 'net.yaml']);
  expect(code).toBe(0);
  expect(err).toBe(
    'fixed net.yaml:24:15: avg_pol2d -> avg_pool2d [schema/unknown-kind]\n' +
      'fixed net.yaml:41:22: 1400 -> 1408 [expect/flatten-size]\n',
  );
  expect(out).toContain('ok net.yaml');
  expect(read('net.yaml')).toBe(right);
  expect(readdirSync(folder)).toEqual(['net.yaml']);
  expect(statSync(join(folder, 'net.yaml')).mode & 0o777).toBe(0o640);
});

test('a dry run shows the difference and writes nothing', () => {
  write('net.yaml', wrong);
  const { code, out } = check(['net.yaml', '--fix', '--dry-run']);
  expect(code).toBe(1);
  expect(out).toContain('-  - flatten: { size: 1400 } # 88 channels x 4 x 4\n+  - flatten: { size: 1408 }');
  expect(read('net.yaml')).toBe(wrong);
});

test('the fixed text of standard input is printed', () => {
  expect(check(['-', '--fix'], wrong)).toMatchObject({ code: 0, out: right });
  expect(check(['-', '--fix'], right)).toMatchObject({ code: 0, out: right });
});

test('counts only on request', () => {
  write('net.yaml', right.replace('97298', '97299'));
  const { code, out } = check(['--fix', 'net.yaml']);
  expect(code).toBe(1);
  expect(out).toContain('1 fixable with `--fix=contracts`');
  expect(check(['--fix=contracts', 'net.yaml']).code).toBe(0);
  expect(read('net.yaml')).toBe(right);
});

test('only what would be fixed is counted', () => {
  const layers = '[flatten, { conv2: { filters: 3, kernel: 1 } }, tahn, { relu: { slop: 1 } }]';
  write(
    'net.yaml',
    `modelc: 1\ninput: { height: 8, width: 8, channels: 4 }\nlayers: ${layers}\nexpect: { parameters: 7,850 }\n`,
  );
  const { out } = check(['net.yaml']);
  expect(out).toContain('2 fixable with `--fix`; run');
  expect(check(['--fix', 'net.yaml']).err.split('\n').filter(Boolean)).toEqual([
    'fixed net.yaml:3:57: tahn -> tanh [schema/unknown-kind]',
    'fixed net.yaml:4:23: 7,850 -> 7850 [yaml/syntax]',
  ]);
});

test('the exit code is that of the remaining errors', () => {
  write('net.yaml', `${wrong.replace('kernel: 5 }\n    name: conv1', 'kernel: 50 }\n    name: conv1')}`);
  const { code, out } = check(['--fix', 'net.yaml']);
  expect(code).toBe(1);
  expect(out).toContain('shape/kernel-too-big');
  expect(read('net.yaml')).toContain('avg_pool2d');
});

test('an included file is fixed in place, a link stays a link, and nothing outside the root is touched', () => {
  mkdirSync(join(folder, 'blocks'));
  write('blocks/real.yaml', 'modelc: 1\nblocks: { unit: { layers: [reluu] } }\n');
  symlinkSync('real.yaml', join(folder, 'blocks/unit.yaml'));
  const spec = 'modelc: 1\ninclude: [blocks/unit.yaml]\ninput: { features: 3 }\nlayers: [{ use: unit }]\n';
  write('net.yaml', spec);
  expect(check(['--fix', 'net.yaml']).code).toBe(0);
  expect(read('blocks/real.yaml')).toBe('modelc: 1\nblocks: { unit: { layers: [relu] } }\n');
  write('out.yaml', 'modelc: 1\nblocks: { unit: { layers: [reluu] } }\n');
  write('blocks/inner.yaml', spec.replace('blocks/unit.yaml', '../out.yaml'));
  expect(check(['--fix', 'blocks/inner.yaml']).out).toContain('include/outside');
  expect(read('out.yaml')).toContain('reluu');
});

test('JSON says what was fixed', () => {
  write('net.yaml', wrong);
  const document = JSON.parse(check(['--fix', 'net.yaml', '--format', 'json']).out);
  expect(validate(document)).toBe(true);
  expect(document.files[0]).toMatchObject({
    ok: true,
    fixed: [{ change: { before: 'avg_pol2d', after: 'avg_pool2d' } }, { code: 'expect/flatten-size' }],
  });
});

test.each([
  ['standard input among files', ['-', 'net.yaml', '--fix']],
  ['standard input as JSON', ['-', '--fix', '--format', 'json']],
  ['a dry run of nothing', ['net.yaml', '--dry-run']],
  ['an unknown scope', ['net.yaml', '--fix=all']],
])('usage: %s ends with 2', (_name, args) => {
  write('net.yaml', wrong);
  expect(check(args, wrong).code).toBe(2);
  expect(read('net.yaml')).toBe(wrong);
});
