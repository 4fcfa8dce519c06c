import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { runModelc } from '../cli/run-modelc';

jest.setTimeout(600_000);

let folder: string;
beforeAll(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'modelc-repeatability-'));
});
afterAll(() => fs.rmSync(folder, { recursive: true }));

/** The bytes of the weights after that many steps. */
function weightsAfter(steps: number, name: string, seed = '7'): Buffer {
  const out = path.join(folder, name);
  const args = ['--engine', 'graph', '--seed', seed, '--steps', `${steps}`, '--out', out, '--quiet'];
  const { code, err } = runModelc(['train', 'specs/inception-mnist.yaml', ...args]);
  if (code !== 0) throw new Error(err);
  return fs.readFileSync(path.join(out, 'weights.safetensors'));
}

test('two runs of 500 steps on the engine `graph` end with the same bits, and another seed does not', () => {
  const first = weightsAfter(500, 'first');
  expect(weightsAfter(500, 'second').equals(first)).toBe(true);
  expect(weightsAfter(500, 'other', '8').equals(first)).toBe(false);
});
