import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { root as projectRoot, runModelc } from '../cli/run-modelc';
import { stripesFiles, stripesSpec, temporaryFolder } from './loop/support';

const { path: root, remove } = temporaryFolder();
const train = (...args: string[]) => runModelc(['train', ...args], { cwd: root });

beforeAll(() => {
  fs.mkdirSync(path.join(root, 'data'));
  for (const [name, bytes] of Object.entries(stripesFiles(48, 12)))
    fs.writeFileSync(path.join(root, 'data', name), bytes);
  const spec = stripesSpec('{ dataset: { idx: data }, batch_size: 16, epochs: 2 }');
  fs.writeFileSync(path.join(root, 'good.yaml'), spec);
  fs.writeFileSync(path.join(root, 'wrong.yaml'), spec.replace('kernel: 3', 'kernel: 9'));
  fs.writeFileSync(path.join(root, 'plain.yaml'), spec.replace(/^train:.*$/m, ''));
  fs.writeFileSync(
    path.join(root, 'hot.yaml'),
    stripesSpec('{ dataset: { idx: data }, optimizer: { sgd: { learning_rate: 1.0e38 } } }'),
  );
});
afterAll(remove);

test('trains, logs to standard error, and prints the result to standard output', () => {
  const { code, out, err } = train('good.yaml', '--engine', 'wasm');
  expect(err.split('\n')).toEqual([
    'stripes: 107 parameters, 6 steps (2 x 3, batches of 16)',
    expect.stringMatching(/^on tfjs .*WebAssembly.*, into runs.stripes-1$/),
    expect.stringMatching(/^epoch 1\/2 {2}loss \d\.\d{4} {2}accuracy \d+\.\d\d % {2}[\d,]+ images\/s {2}\d\.\d s$/),
    expect.stringMatching(/^epoch 2\/2 /),
    'evaluating on 12 images',
    '',
  ]);
  expect(out.split('\n')).toEqual([
    expect.stringMatching(/^test accuracy +\d+\.\d\d % \(\d+ of 12\)$/),
    expect.stringMatching(/^test loss +\d+\.\d{4}$/),
    expect.stringMatching(/^time +\d\.\d s, [\d,]+ images\/s$/),
    expect.stringMatching(/^weights +runs.stripes-1.weights\.safetensors$/),
    '',
  ]);
  expect(code).toBe(0);
});

test('--quiet --format json prints the document and nothing else', () => {
  const { code, out, err } = train(
    'good.yaml',
    '--engine',
    'wasm',
    '--quiet',
    '--format',
    'json',
    '--out',
    'quiet',
    '--seed',
    '7',
  );
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(JSON.parse(out)).toMatchObject({ schemaVersion: 1, engine: 'wasm', seed: 7, test: { count: 12 } });
  expect(JSON.parse(out)).toEqual(JSON.parse(fs.readFileSync(path.join(root, 'quiet', 'result.json'), 'utf8')));
});

test('a run folder stands alone: elsewhere, it repeats the run and its weights fit', () => {
  const at = (...parts: string[]): string => path.join(root, ...parts);
  fs.mkdirSync(at('parts'));
  fs.writeFileSync(
    at('parts', 'units.yaml'),
    'modelc: 1\nlet: { width: 2, act: relu }\nblocks:\n  unit: { layers: [{ conv2d: { filters: "${width}", kernel: 3 } }, "${act}"] }\n',
  );
  const head = 'modelc: 1\nname: parted\ninput: { height: 6, width: 6, channels: 1 }\n';
  fs.writeFileSync(
    at('parted.yaml'),
    `${head}include: [{ file: parts/units.yaml, with: { act: tanh } }]\nlayers:\n  - use: unit\n    name: first\n  - flatten\n  - dense: { units: 3 }\nexpect: { parameters: 119 }\ntrain: { dataset: mnist, epochs: 9 }\n`,
  );
  const flags = ['--set', 'width=3', '--epochs', '2', '--seed', '7', '--learning-rate', '0.02', '--batch-size', '16'];
  const first = train('parted.yaml', '--data', 'data', '--engine', 'wasm', '--out', 'parted', ...flags);
  expect(first).toMatchObject({ code: 0 });
  fs.mkdirSync(at('elsewhere'));
  fs.renameSync(at('parted'), at('elsewhere', 'run'));
  const folder = at('elsewhere', 'run');
  expect(runModelc(['check', '--strict', 'spec.yaml'], { cwd: folder })).toMatchObject({ code: 0, err: '' });
  const convert = ['convert', 'spec.yaml', '--weights', 'weights.safetensors', '--to', 'pytorch', '--out', 'torch'];
  expect(runModelc(convert, { cwd: folder })).toMatchObject({ code: 0 });
  const manifest = JSON.parse(fs.readFileSync(path.join(folder, 'run.json'), 'utf8'));
  expect(manifest).toMatchObject({
    set: { width: '3' },
    overrides: { epochs: 2, seed: 7, learningRate: 0.02, batchSize: 16, data: 'data' },
    included: [{ file: path.join('parts', 'units.yaml') }],
  });
  const [, ...command] = manifest.command;
  const missing = runModelc(command, { cwd: folder });
  expect(missing).toMatchObject({ code: 2, err: expect.stringMatching(/data: not found\n.*--data/) });
  fs.cpSync(at('data'), path.join(folder, 'data'), { recursive: true });
  expect(runModelc([...command, '--out', 'again'], { cwd: folder })).toMatchObject({ code: 0 });
  const weights = (of: string): Buffer => fs.readFileSync(path.join(folder, of, 'weights.safetensors')).subarray(-400);
  expect(weights('again').equals(weights('.'))).toBe(true);
});

test.each<[string, string[], number, RegExp]>([
  ['a spec with errors', ['wrong.yaml'], 1, /^error\[shape\/kernel-too-big\].*\n *--> wrong\.yaml:6:/],
  ['a spec without training', ['plain.yaml'], 1, /plain\.yaml has no `train` section\n.*train: \{ dataset: mnist \}/],
  ['a spec that is not there', ['missing.yaml'], 2, /missing\.yaml/],
  ['an unknown engine', ['good.yaml', '--engine', 'gpu'], 2, /gpu.*tensorflow/],
  ['no steps', ['good.yaml', '--steps', '0'], 2, /whole number from 1/],
  ['a seed that is not a number', ['good.yaml', '--seed', 'x'], 2, /whole number from 0/],
  ['a rate of nothing', ['good.yaml', '--learning-rate', '0'], 2, /a number above 0/],
  ['an unknown flag', ['good.yaml', '--epoch', '1'], 2, /--epochs/],
  ['data that is not there', ['good.yaml', '--data', 'nowhere'], 2, /^error: nowhere: not found\n {2}= help: /],
  ['a folder that is taken', ['good.yaml', '--engine', 'wasm', '--out', 'data'], 2, /data: is not empty/],
  ['training that diverges', ['hot.yaml', '--engine', 'wasm'], 3, /error: training diverged in step \d/],
])('%s', (_what, args, exitCode, message) => {
  const { code, out, err } = train(...args);
  expect({ code, out }).toEqual({ code: exitCode, out: '' });
  expect(err).toMatch(message);
  expect(err).not.toMatch(/^\s+at /m);
});

test.each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const)('%s: writes the weights, says where, and ends with %d', async (signal, exitCode) => {
  const args = ['train', 'good.yaml', '--engine', 'wasm', '--epochs', '100000', '--out', signal];
  const child = spawn(process.execPath, [path.join(projectRoot, 'dist/cli.js'), ...args], { cwd: root });
  let out = '';
  child.stdout.on('data', (text) => {
    out += text;
  });
  child.stderr.on('data', (text) => {
    if (String(text).includes('epoch')) child.kill(signal);
  });
  const code = await new Promise((resolve) => child.on('close', resolve));
  expect(code).toBe(exitCode);
  expect(out).toMatch(new RegExp(`^ended by +${signal} after [\\d,]+ of 300,000 steps\\n`));
  expect(out).toMatch(/\ntraining accuracy +\d+\.\d\d % \(mean of epoch \d+\)\ntraining loss +\d+\.\d{4}\n/);
  const read = (name: string): string => fs.readFileSync(path.join(root, signal, name), 'utf8');
  const { interrupted, steps, test: tested } = JSON.parse(read('result.json'));
  expect({ interrupted, tested }).toEqual({ interrupted: signal, tested: null });
  // The last row of the metrics is that of the last step.
  expect(read('metrics.csv').trimEnd().split('\n').at(-1)).toMatch(new RegExp(`^\\d+,${steps},`));
  expect(out).toContain(path.join(signal, 'weights.safetensors'));
  expect(fs.existsSync(path.join(root, signal, 'weights.safetensors'))).toBe(true);
});

test('without a terminal, no control characters are written, and a lost standard error loses no run', async () => {
  const args = ['train', 'good.yaml', '--engine', 'wasm', '--out', 'lost'];
  const plain = train(...args.slice(1, -1), 'plain');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there.
  expect(plain.err).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f]/);
  const child = spawn(process.execPath, [path.join(projectRoot, 'dist/cli.js'), ...args], { cwd: root });
  child.stderr.destroy();
  child.stdout.resume();
  expect(await new Promise((resolve) => child.on('close', resolve))).toBe(0);
  expect(fs.existsSync(path.join(root, 'lost', 'result.json'))).toBe(true);
});
