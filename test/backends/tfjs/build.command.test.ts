import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { root, runModelc } from '../../cli/run-modelc';

jest.setTimeout(120_000);

const spec = path.join(root, 'specs/inception-mnist.yaml');
const golden = fs.readFileSync(path.join(root, 'test/golden/tfjs/inception-mnist.ts.txt'), 'utf8');

let folder: string;
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'modelc-build-'));
});
afterEach(() => fs.rmSync(folder, { recursive: true }));

const run = (...args: string[]) => runModelc(['build', ...args], { cwd: folder });
const read = (name: string) => fs.readFileSync(path.join(folder, name), 'utf8');

test('writes the program and says how to run it', () => {
  const { code, out, err } = run(spec, '--out', 'model.ts');
  expect({ code, out }).toEqual({ code: 0, out: '' });
  expect(err).toMatch(
    /^wrote model\.ts; .* run it with `node model\.ts` .* compile it with `npx tsc .* model\.ts` and run `node model\.js`\n$/,
  );
  expect(read('model.ts')).toBe(golden);
  expect(fs.readdirSync(folder)).toEqual(['model.ts']);
});

test('prints it for `-`, and nothing else', () => {
  expect(run(spec, '--out', '-')).toEqual({ code: 0, out: golden, err: '' });
});

test('overwrites its own output, and an empty file', () => {
  fs.writeFileSync(path.join(folder, 'model.ts'), '');
  expect(run(spec, '--out', 'model.ts').code).toBe(0);
  expect(run(spec, '--out', 'model.ts').code).toBe(0);
});

test('a symbolic link is kept', () => {
  fs.writeFileSync(path.join(folder, 'real.ts'), '');
  fs.symlinkSync('real.ts', path.join(folder, 'link.ts'));
  expect(run(spec, '--out', 'link.ts').code).toBe(0);
  expect(fs.lstatSync(path.join(folder, 'link.ts')).isSymbolicLink()).toBe(true);
  expect(read('real.ts')).toBe(golden);
});

test('does not overwrite a file that it did not write, unless forced', () => {
  fs.writeFileSync(path.join(folder, 'mine.ts'), 'my own\n');
  const { code, err } = run(spec, '--out', 'mine.ts');
  expect(code).toBe(2);
  expect(err).toBe(
    'error: `mine.ts` exists, and was not written by modelc\n  = help: choose another path, or overwrite it with `--force`\n',
  );
  expect(read('mine.ts')).toBe('my own\n');
  expect(run(spec, '--out', 'mine.ts', '--force').code).toBe(0);
  expect(read('mine.ts')).toBe(golden);
});

test('a precision that tfjs does not support is reported at its position', () => {
  const text = fs.readFileSync(spec, 'utf8').replace(/^train:$/m, 'train:\n  precision: bf16');
  fs.writeFileSync(path.join(folder, 'half.yaml'), text);
  const line = text.split('\n').indexOf('  precision: bf16') + 1;
  const { code, err } = run('half.yaml', '--out', 'model.ts');
  expect(code).toBe(1);
  expect(err).toContain(
    'error[target/unsupported]: target `tfjs` does not support `precision: bf16`: its programs train in f32',
  );
  expect(err).toContain(`--> half.yaml:${line}:14`);
  expect(fs.readdirSync(folder)).toEqual(['half.yaml']);
});

test.each([
  ['a folder', '.', '`.` is a folder'],
  ['a missing folder', 'missing/model.ts', '`missing/model.ts` was not written: its folder does not exist'],
  ['a file for a folder', 'file/model.ts', '`file/model.ts` was not written: a part of its path is a file'],
  ['a device', os.devNull, `\`${os.devNull}\` is not a regular file`],
])('%s as the output is rejected with a clear message', (_name, out, message) => {
  fs.writeFileSync(path.join(folder, 'file'), 'a file');
  const { code, err } = run(spec, '--out', out);
  expect(err).toContain(`error: ${message}\n  = help: `);
  expect(code).toBe(2);
  expect(fs.readdirSync(folder)).toEqual(['file']);
});

test('a wrong spec is reported as by check, and nothing is written', () => {
  fs.writeFileSync(path.join(folder, 'wrong.yaml'), fs.readFileSync(spec, 'utf8').replace('1408', '1400'));
  const { code, err } = run('wrong.yaml', '--out', 'model.ts');
  expect(code).toBe(1);
  expect(err).toContain('error[expect/flatten-size]: `flatten` produces 1408 features, but `size` is 1400');
  expect(err).toContain('wrong.yaml:41:22');
  expect(fs.readdirSync(folder)).toEqual(['wrong.yaml']);
});

test.each([
  ['a spec that is not there', ['missing.yaml', '--out', 'model.ts']],
  ['no output', [spec]],
  ['an unknown target', [spec, '--out', 'model.ts', '--target', 'abacus']],
])('%s ends with 2', (_name, args) => {
  const { code, err } = run(...args);
  expect({ code, trace: /\n\s+at /.test(err) }).toEqual({ code: 2, trace: false });
  expect(fs.readdirSync(folder)).toEqual([]);
});

test('without ts-morph, says how to install it', () => {
  for (const file of ['cli.js', 'main.js', 'commands.js'])
    fs.copyFileSync(path.join(root, 'dist', file), path.join(folder, file));
  const { status, stderr } = spawnSync(process.execPath, ['cli.js', 'build', spec, '--out', 'model.ts'], {
    cwd: folder,
    encoding: 'utf8',
  });
  expect({ status, stderr }).toEqual({
    status: 2,
    stderr:
      'error: package `ts-morph`, which this target needs, is not installed\n  = help: run `npm install ts-morph`\n',
  });
});
