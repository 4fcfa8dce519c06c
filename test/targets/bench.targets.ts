import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { BenchResult } from '../../src/bench/bench-result';
import { runModelc } from '../cli/run-modelc';
import { pythonInterpreter } from './python';

jest.setTimeout(600_000);

const layers = `
  - conv2d: { filters: 2, kernel: 5, stride: 4, kernel_l2: 0.001 }
  - side: { layers: [flatten, { dense: { units: 10 } }] }
    name: early
    output: { train_only: true, loss_weight: 0.3 }
  - batch_norm
  - relu
  - lrn
  - flatten
  - dense: { units: 10 }
`;

/** Covers each optimizer, loss and bound. */
const trainings = {
  sgd: 'dataset: mnist, optimizer: { sgd: { momentum: 0.9, nesterov: true, weight_decay: 0.001 } }',
  rmsprop: 'dataset: mnist, loss: mean_squared_error, optimizer: rmsprop, clip_norm: 1',
  adamw: 'dataset: mnist, loss: binary_cross_entropy, optimizer: adamw, clip_value: 0.1',
};

let folder: string;
beforeAll(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'modelc-bench-targets-'));
});
afterAll(() => fs.rmSync(folder, { recursive: true }));

const names = ['graph', 'eager', 'layers-fit', 'pytorch', 'pytorch-channels-last', 'keras-fit'];

test.each(Object.entries(trainings))('engines and peers train by %s', (name, train) => {
  const file = path.join(folder, `${name}.yaml`);
  const input = '{ height: 28, width: 28, channels: 1 }';
  fs.writeFileSync(
    file,
    `modelc: 1\nname: ${name}\ninput: ${input}\nlayers:${layers}train: { ${train}, batch_size: 8 }\n`,
  );
  const args = ['--engines', names.join(','), '--python', pythonInterpreter(), '--rounds', '1', '--seconds', '1'];
  const { out, err } = runModelc(['bench', file, ...args, '--format', 'json', '--quiet']);
  expect(err).toBe('');
  const result = JSON.parse(out) as BenchResult;
  expect(result.skipped.filter(({ precision }) => precision === 'f32')).toEqual([]);
  expect(result.engines.filter(({ precision }) => precision === 'f32').map((engine) => engine.name)).toEqual(names);
  expect(result.peakFlops).toBeGreaterThan(0);
});

test('everyone that can train reaches the accuracy, or reports what it reached', () => {
  const file = path.join(folder, 'race.yaml');
  const train =
    'dataset: mnist, epochs: 1, optimizer: { sgd: { learning_rate: 0.05, momentum: 0.9 } }, schedule: cosine';
  const items = '[{ conv2d: { filters: 4, kernel: 5, stride: 4 } }, relu, flatten, { dense: { units: 10 } }]';
  const input = '{ height: 28, width: 28, channels: 1 }';
  fs.writeFileSync(file, `modelc: 1\nname: race\ninput: ${input}\nlayers: ${items}\ntrain: { ${train} }\n`);
  const raced = (accuracy: string, engines: readonly string[]): BenchResult => {
    const args = ['--engines', engines.join(','), '--python', pythonInterpreter(), '--rounds', '1', '--seconds', '1'];
    const { out } = runModelc(['bench', file, ...args, '--accuracy', accuracy, '--seeds', '2', '--format', 'json']);
    return JSON.parse(out) as BenchResult;
  };
  const easy = raced('80', names).engines.filter(({ precision }) => precision === 'f32');
  for (const { name, races = [] } of easy) {
    expect([name, races.map(({ seed }) => seed)]).toEqual([name, name === 'layers-fit' ? [] : [1, 2]]);
    for (const { seconds, accuracy } of races) {
      expect(seconds).toBeGreaterThan(0);
      expect(accuracy).toBeGreaterThanOrEqual(0.8);
    }
  }
  const [impossible] = raced('100', ['graph']).engines;
  expect(impossible?.races?.map(({ seconds }) => seconds)).toEqual([null, null]);
  expect(impossible?.races?.every(({ accuracy }) => accuracy > 0.8 && accuracy < 1)).toBe(true);
});
