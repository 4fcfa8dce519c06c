import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { runModelc } from './run-modelc';

const OLD = '# my net\nname: old # as it was\ninput: { features: 3 }\nlayers: [relu]\n';
const NEW = '# my net\nmodelc: 1\nname: old # as it was\ninput: { features: 3 }\nlayers: [relu]\n';

let folder: string;
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'modelc-migrate-'));
});
afterEach(() => fs.rmSync(folder, { recursive: true }));

const write = (text: string) => fs.writeFileSync(path.join(folder, 'spec.yaml'), text);
const read = () => fs.readFileSync(path.join(folder, 'spec.yaml'), 'utf8');
const run = (...args: string[]) => runModelc(['migrate', 'spec.yaml', ...args], { cwd: folder });

test('a spec without a version gets one, and keeps its comments', () => {
  write(OLD);
  expect(run()).toMatchObject({ code: 0, out: NEW });
  expect(read()).toBe(OLD);
  expect(run('--write').code).toBe(0);
  expect(read()).toBe(NEW);
});

test('a current one is unchanged', () => {
  write(NEW);
  expect(run('--write')).toMatchObject({
    code: 0,
    err: expect.stringContaining('already uses the current version, 1'),
  });
  expect(read()).toBe(NEW);
});

test.each([
  ['a later version', NEW.replace('modelc: 1', 'modelc: 7'), 'unknown language version `7`'],
  ['a word', NEW.replace('modelc: 1', 'modelc: one'), 'unknown language version `one`'],
  ['no YAML', 'a: [', 'not valid YAML'],
])('%s is rejected, and the file unchanged', (_name, text, message) => {
  write(text);
  const { code, err } = run('--write');
  expect([code, err]).toEqual([1, expect.stringContaining(message)]);
  expect(read()).toBe(text);
});

test('a missing file', () => {
  expect(run().code).toBe(2);
});
