import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import Ajv from 'ajv';
import type { BenchResult } from '../../src/bench/bench-result';
import { root, runModelc } from '../cli/run-modelc';

jest.setTimeout(120_000);

const validate = new Ajv({ allowUnionTypes: true }).compile(
  JSON.parse(fs.readFileSync(path.join(root, 'schema/bench.schema.json'), 'utf8')),
);
const spec = `modelc: 1
name: small
input: { height: 28, width: 28, channels: 1 }
layers:
  - conv2d: { filters: 2, kernel: 5, stride: 4 }
  - relu
  - flatten
  - dense: { units: 10 }
train: { dataset: mnist, batch_size: 8 }
`;

let folder: string;
beforeAll(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'modelc-bench-test-'));
  fs.writeFileSync(path.join(folder, 'small.yaml'), spec);
  fs.writeFileSync(path.join(folder, 'bare.yaml'), spec.replace(/^train:.*$/m, ''));
});
afterAll(() => fs.rmSync(folder, { recursive: true }));

const bench = (...args: string[]) => runModelc(['bench', 'small.yaml', ...args], { cwd: folder });
const short = ['--rounds', '2', '--seconds', '1', '--quiet'];

test('an engine is measured in its own process, and the result matches its schema', () => {
  const { code, out, err } = bench('--engines', 'wasm', ...short, '--format', 'json');
  expect([code, err]).toEqual([0, '']);
  const result = JSON.parse(out) as BenchResult;
  expect([validate(result), validate.errors]).toEqual([true, null]);
  expect(result).toMatchObject({ spec: 'small', batch: 8, rounds: 2, accuracy: null, skipped: [] });
  const [{ imagesPerSecond: rate, peakMemoryBytes, ...engine }] = result.engines as [BenchResult['engines'][number]];
  expect(engine).toMatchObject({ name: 'wasm', precision: 'f32' });
  expect([rate.min > 0, rate.min <= rate.median, rate.median <= rate.max]).toEqual([true, true, true]);
  expect(peakMemoryBytes).toBeGreaterThan(2 ** 24);
});

test('participants that cannot run are left out, with the reason', () => {
  const args = ['--engines', 'wasm,pytorch', '--python', path.join(folder, 'no-python'), ...short, '--format', 'json'];
  const { code, out } = bench(...args);
  const result = JSON.parse(out) as BenchResult;
  expect(code).toBe(0);
  expect([validate(result), validate.errors]).toEqual([true, null]);
  expect(result.engines.map(({ name }) => name)).toEqual(['wasm']);
  expect(result.skipped.find(({ precision }) => precision === 'f32')?.reason).toMatch(/no PyTorch and numpy in/);
});

test('writes a page and its plot, and does not overwrite another file', () => {
  const page = path.join(folder, 'speed.md');
  expect(bench('--engines', 'wasm', '--write', page, ...short).code).toBe(0);
  expect(fs.readFileSync(page, 'utf8')).toContain('![images per second](speed-small.svg)');
  expect(fs.readFileSync(path.join(folder, 'speed-small.svg'), 'utf8')).toMatch(/^<svg /);
  fs.writeFileSync(page, 'my own');
  const { code, err } = bench('--engines', 'wasm', '--write', page, ...short);
  expect(code).toBe(2);
  expect(err).toContain('was not written by modelc');
  expect(fs.readFileSync(page, 'utf8')).toBe('my own');
});

test.each([
  ['an engine that is none', ['small.yaml', '--engines', 'jax'], 2, /`jax` is not one of /],
  ['a spec from standard input', ['-'], 2, /each engine reads the spec itself/],
  ['a race by a spec that has no recipe', ['bare.yaml', '--accuracy', '90'], 2, /the spec has no `train` section/],
  ['an accuracy that is none', ['small.yaml', '--accuracy', '101'], 2, /above 0 and at most 100/],
  [
    'nobody who can take part',
    ['small.yaml', '--engines', 'pytorch', '--python', '/no/python', '--quiet'],
    2,
    /no engine could run/,
  ],
])('%s', (_name, args, expected, said) => {
  const { code, err } = runModelc(['bench', ...args], { cwd: folder });
  expect(code).toBe(expected);
  expect(err).toMatch(said);
});

test('a missing temporary folder is reported, with what to do', () => {
  const args = ['bench', 'small.yaml', '--engines', 'wasm'];
  const { code, err } = runModelc(args, { cwd: folder, env: { TMPDIR: '/no/such/folder' } });
  expect(code).toBe(2);
  expect(err).toMatch(/^error: \/no\/such\/folder: cannot write the data of the benchmark there/);
  expect(err).toContain('TMPDIR');
});

test('a signal leaves neither files nor processes behind', async () => {
  const temporary = path.join(folder, 'temporary');
  fs.mkdirSync(temporary);
  const args = [path.join(root, 'dist/cli.js'), 'bench', 'small.yaml', '--engines', 'wasm', '--rounds', '1000'];
  const child = spawn(process.execPath, args, { cwd: folder, env: { ...process.env, TMPDIR: temporary } });
  const ended = once(child, 'close');
  for await (const line of createInterface({ input: child.stderr })) if (line.startsWith('round')) break;
  expect(fs.readdirSync(temporary)).toHaveLength(1);
  child.kill('SIGINT');
  expect(await ended).toEqual([130, null]);
  expect(fs.readdirSync(temporary)).toEqual([]);
});
