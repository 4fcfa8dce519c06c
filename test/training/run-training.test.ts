import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { compile } from '../../src/compiler/compile';
import { readSafetensors } from '../../src/tensors/safetensors/read-safetensors';
import { chooseDataset } from '../../src/training/choose-dataset';
import type { RunOutcome, TrainRequest } from '../../src/training/run';
import type { StopSignal } from '../../src/training/run-folder/run-result';
import { runSpec } from '../../src/training/run-spec';
import { runTraining } from '../../src/training/run-training';
import { stripesFiles, stripesSpec, temporaryFolder } from './loop/support';

const { path: root, remove } = temporaryFolder();
beforeAll(() => {
  fs.mkdirSync(path.join(root, 'data'));
  for (const [name, bytes] of Object.entries(stripesFiles(40, 12)))
    fs.writeFileSync(path.join(root, 'data', name), bytes);
});
afterAll(remove);

const settings = 'dataset: { idx: data }, batch_size: 16, epochs: 4, optimizer: { adam: { learning_rate: 0.05 } }';

/** A run on WebAssembly into `out`; a signal arrives after the step `signalAt`. */
async function run(
  out: string,
  train = `{ ${settings} }`,
  { signalAt, ...changes }: Partial<TrainRequest> & { signalAt?: number } = {},
): Promise<{ outcome: RunOutcome; folder: string; evaluated: number[] }> {
  const specText = stripesSpec(train);
  const compilation = compile(specText);
  const { graph } = compilation;
  if (!graph?.train) throw new Error('the spec has no training');
  const data = chooseDataset(graph.train.dataset, root);
  if (!data.ok) throw new Error(data.problems[0]?.message);
  const folder = path.join(root, out);
  const spec = runSpec(compilation, { settings: graph.train, set: undefined, overrides: {}, version: '1.2.3' });
  const evaluated: number[] = [];
  let signal: StopSignal | undefined;
  const observer = {
    step: ({ step }: { step: number }) => {
      if (step === signalAt) signal = 'SIGINT';
    },
    epoch: () => undefined,
  };
  const request = {
    graph,
    settings: graph.train,
    spec,
    dataset: data.dataset,
    engine: 'wasm',
    out: folder,
    ...changes,
  };
  const outcome = await runTraining(request as TrainRequest, {
    start: () => observer,
    stop: () => undefined,
    evaluating: (count) => evaluated.push(count),
    signal: () => signal,
  });
  return { outcome, folder, evaluated };
}

const filesOf = (folder: string): string[] => fs.readdirSync(folder).sort();
const read = (folder: string, file: string): string => fs.readFileSync(path.join(folder, file), 'utf8');

test('a run leaves weights, the spec as it was read, metrics and the result', async () => {
  const { outcome, folder, evaluated } = await run('whole');
  expect(filesOf(folder)).toEqual(['metrics.csv', 'result.json', 'run.json', 'spec.yaml', 'weights.safetensors']);
  expect(read(folder, 'spec.yaml')).toBe(stripesSpec(`{ ${settings} }`));
  expect(read(folder, 'metrics.csv').trimEnd().split('\n')).toHaveLength(5);
  expect(evaluated).toEqual([12]);
  expect(outcome.ok && outcome.result).toEqual(JSON.parse(read(folder, 'result.json')));
  expect(outcome).toMatchObject({
    ok: true,
    result: {
      ...{ schemaVersion: 1, name: 'stripes', engine: 'wasm', precision: 'f32', seed: 1, batchSize: 16, epochs: 4 },
      ...{ steps: 12, plannedSteps: 12, interrupted: null, validation: null },
      ...{ test: { count: 12 }, folder, weights: path.join(folder, 'weights.safetensors') },
    },
  });
  const weights = readSafetensors(path.join(folder, 'weights.safetensors'));
  expect(weights.ok && [...weights.weights.tensors.keys()]).toContain('batch_norm/moving_mean');
});

test('a run says where it came from', async () => {
  const { folder } = await run('manifest', undefined, { steps: 5 });
  const { sha256: text } = sumsOf(path.join(folder, 'spec.yaml'));
  const names = ['train-images-idx3', 'train-labels-idx1', 't10k-images-idx3', 't10k-labels-idx1'];
  const files = names.map((name) => sumsOf(path.join(root, 'data', `${name}-ubyte`)));
  expect(JSON.parse(read(folder, 'run.json'))).toMatchObject({
    ...{ schemaVersion: 1, modelc: '1.2.3', node: process.version, engine: 'wasm' },
    command: ['modelc', 'train', 'spec.yaml', '--engine', 'wasm', '--steps', '5'],
    ...{ spec: { file: 'spec.yaml', sha256: text }, included: [], resolved: { file: 'spec.yaml', sha256: text } },
    train: { epochs: 4, batchSize: 16, optimizer: { type: 'adam', learning_rate: 0.05 } },
    data: { shape: [6, 6, 1], classes: 3, trainCount: 40, testCount: 12, files },
  });
});

function sumsOf(file: string): { path: string; sha256: string } {
  const [sha256 = ''] = execFileSync('sha256sum', [file], { encoding: 'utf8' }).split(' ');
  return { path: file, sha256 };
}

test('the same seed writes the same bytes, another one does not', async () => {
  const bytes = async (out: string, seed: number): Promise<Buffer> => {
    const { folder } = await run(out, `{ ${settings}, seed: ${seed} }`);
    return fs.readFileSync(path.join(folder, 'weights.safetensors'));
  };
  const [first, again, other] = [await bytes('s1', 1), await bytes('s2', 1), await bytes('s3', 2)];
  expect(again.equals(first)).toBe(true);
  // Only the ends: the header contains the hash of the spec, which contains the seed.
  expect(other.subarray(-200).equals(first.subarray(-200))).toBe(false);
});

test('validation uses held-out images, not test images', async () => {
  const { outcome, evaluated } = await run('validated', undefined, { validate: 10 });
  expect(outcome).toMatchObject({ ok: true, result: { validation: { count: 10 }, test: null, plannedSteps: 8 } });
  expect(evaluated).toEqual([10]);
});

test('a limit on steps ends the run early, after a test', async () => {
  const { outcome } = await run('limited', undefined, { steps: 5 });
  expect(outcome).toMatchObject({ ok: true, result: { steps: 5, plannedSteps: 12, test: { count: 12 } } });
});

test('a signal ends the run with weights and a result, but no test', async () => {
  const { outcome, folder } = await run('interrupted', undefined, { signalAt: 4 });
  expect(outcome).toMatchObject({ ok: true, result: { steps: 4, interrupted: 'SIGINT', test: null } });
  expect(filesOf(folder)).toContain('weights.safetensors');
  expect(read(folder, 'metrics.csv').trimEnd().split('\n').at(-1)).toMatch(/^2,4,/);
});

describe('a run that diverges', () => {
  const hot = '{ dataset: { idx: data }, batch_size: 16, optimizer: { sgd: { learning_rate: 1.0e38 } } }';

  test('names the layer, and writes no weights', async () => {
    const { outcome, folder } = await run('diverged', hot);
    expect(outcome).toMatchObject({ ok: false, cause: 'divergence' });
    const message = outcome.ok ? '' : (outcome.problems[0]?.message ?? '');
    expect(message).toMatch(/^training diverged in step \d+: .* is not finite; no weights were written$/);
    expect(filesOf(folder)).toEqual(['metrics.csv', 'run.json', 'spec.yaml']);
  });

  test('ends in the same way if it diverges in the last step', async () => {
    const { outcome, folder } = await run('diverged-last', hot.replace('e38', 'e39'), { steps: 1 });
    expect(outcome).toMatchObject({ ok: false, cause: 'divergence' });
    expect(filesOf(folder)).toEqual(['metrics.csv', 'run.json', 'spec.yaml']);
  });
});

test.each<[string, Partial<TrainRequest>, RegExp]>([
  ['more images held out than there are', { validate: 40 }, /^cannot hold out 40 of 40 training images$/],
  ['a folder that is not empty', { out: root }, /is not empty/],
  ['a folder below a file', { out: path.join(root, 'data', 't10k-labels-idx1-ubyte', 'x') }, /not (made|usable)/],
])('%s: a clear error before any step, and nothing left behind', async (_what, changes, message) => {
  const before = filesOf(root);
  const { outcome } = await run('never', undefined, changes);
  expect(outcome).toMatchObject({ ok: false, cause: 'surroundings' });
  expect(outcome.ok ? '' : outcome.problems[0]?.message).toMatch(message);
  expect(filesOf(root)).toEqual(before);
});

test('finite weights with a non-finite loss count as divergence, and are not written', async () => {
  const train = '{ dataset: { idx: data }, batch_size: 40, optimizer: { sgd: { learning_rate: 1e30 } } }';
  const { outcome, folder } = await run('overflow', train, { steps: 1 });
  expect(outcome).toMatchObject({ ok: false, cause: 'divergence' });
  expect(filesOf(folder)).not.toContain('result.json');
});

test('bf16 is refused by an engine without it, and leaves no folder', async () => {
  const { outcome, folder } = await run('bf16', `{ ${settings}, precision: bf16 }`);
  expect(outcome).toMatchObject({ ok: false, cause: 'surroundings' });
  expect(fs.existsSync(folder)).toBe(false);
});
