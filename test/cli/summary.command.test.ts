import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv';
import { root, runModelc } from './run-modelc';

const spec = 'specs/inception-mnist.yaml';
const text = readFileSync(join(root, spec), 'utf8');
const read = (file: string) => JSON.parse(readFileSync(join(root, 'schema', file), 'utf8'));
const validate = new Ajv().addSchema(read('check.schema.json')).compile(read('summary.schema.json'));

test('the document', () => {
  const { code, out } = runModelc(['summary', spec, '--format', 'json']);
  const document = JSON.parse(out);
  expect(code).toBe(0);
  expect(validate(document)).toBe(true);
  expect(document).toMatchObject({
    schemaVersion: 1,
    name: 'inception-mnist',
    inputs: [{ name: 'input', shape: [28, 28, 1] }],
    outputs: [{ name: 'fc', shape: [10], lossWeight: 1, trainOnly: false, main: true }],
    parameters: { total: 97298, trainable: 97298, nonTrainable: 0 },
    macs: 6019200,
    inference: { parameters: 97298, macs: 6019200 },
    conventions: { trainable: { parameters: 97298, macs: 6019200 } },
    ok: true,
    diagnostics: [],
  });
  expect(document.nodes[11]).toEqual({
    name: 'incep1/concat',
    kind: 'concat',
    output: [12, 12, 88],
    parameters: 0,
    trainable: 0,
    macs: 0,
    activations: 12672,
    receptiveField: { axes: ['height', 'width'], size: [14, 14], stride: [2, 2] },
    seesAll: false,
    trainOnly: false,
    unread: false,
    weightsOf: null,
    from: ['incep1/one/conv2d', 'incep1/five/conv2d_2', 'incep1/three/conv2d_3', 'incep1/pool/conv2d'],
  });
});

test('memory for a batch, in bytes', () => {
  const { memory } = JSON.parse(runModelc(['summary', spec, '--format', 'json', '--batch', '2']).out);
  const outputs =
    28 * 28 + 24 * 24 * 10 + 2 * 1440 + 144 * (16 + 16 + 24 + 16 + 24 + 24 + 10 + 24 + 88) + 1280 + 2 * 320;
  const second = 16 * (16 + 16 + 24 + 16 + 24 + 24 + 20 + 24 + 88) + 1408 + 10;
  const weightBytes = 4 * 97298;
  const activationBytes = 4 * 2 * (outputs + second);
  expect(memory).toEqual({
    batch: 2,
    weightBytes,
    activationBytes,
    gradientBytes: weightBytes,
    optimizerBytes: weightBytes,
    totalBytes: 3 * weightBytes + activationBytes,
  });
});

const json = (...args: string[]) => JSON.parse(runModelc(['summary', ...args, '--format', 'json']).out);

test('blocks have the sums of their layers, and shares of the total', () => {
  const { blocks, nodes } = json(spec);
  const inside = nodes.filter(({ name }: { name: string }) => name.startsWith('incep1/'));
  const sum = (key: string) =>
    inside.reduce((total: number, node: Record<string, number>) => total + (node[key] ?? 0), 0);
  expect(blocks.map(({ name, kind }: { name: string; kind: string }) => [name, kind])).toEqual([
    ['incep1', 'inception'],
    ['incep2', 'inception'],
  ]);
  expect(blocks[0]).toMatchObject({
    depth: 1,
    layers: inside.length,
    output: [12, 12, 88],
    parameters: 19104,
    macs: sum('macs'),
    activations: sum('activations'),
    share: { parameters: 0.1963, macs: Math.round((1e4 * sum('macs')) / 6019200) / 1e4 },
  });
});

const heads = `
modelc: 1
input: { height: 8, width: 8, channels: 2 }
layers:
  - conv2d: { filters: 3, kernel: 3, bias: false }
  - batch_norm
  - side:
      layers:
        - flatten
        - dense: { units: 5 }
          output: { name: aux, loss_weight: 0.3, train_only: true }
  - global_avg_pool2d
  - dense: { units: 4 }
    output: { name: main }
`;

test('the conventions of counting', () => {
  const document = JSON.parse(runModelc(['summary', '-', '--format', 'json'], { input: heads }).out);
  const [conv, norm, aux, main] = [3 * 3 * 2 * 3, 2 * 3, 36 * 3 * 5 + 5, 3 * 4 + 4];
  const [convMacs, auxMacs, mainMacs] = [36 * conv, 36 * 3 * 5, 12];
  expect(validate(document)).toBe(true);
  expect(document.conventions).toEqual({
    trainable: { parameters: conv + norm + aux + main, macs: convMacs + auxMacs + mainMacs },
    with_statistics: { parameters: conv + 2 * norm + aux + main, macs: convMacs + auxMacs + mainMacs },
    trainable_without_auxiliary: { parameters: conv + norm + main, macs: convMacs + mainMacs },
    with_statistics_without_auxiliary: { parameters: conv + 2 * norm + main, macs: convMacs + mainMacs },
  });
});

test.each([
  ['1', ['incep1', 'incep2'], 'incep1/concat'],
  ['2', ['incep1/concat'], 'incep1 '],
  ['all', ['incep1/concat'], 'incep1 '],
])('--depth %s', (depth, shown, hidden) => {
  const { out } = runModelc(['summary', spec, '--depth', depth]);
  for (const name of shown) expect(out).toMatch(new RegExp(`^${name} +`, 'm'));
  expect(out).not.toMatch(new RegExp(`^${hidden}`, 'm'));
});

test('another input, despite the expectations for the declared one', () => {
  const { code, out, err } = runModelc(['summary', spec, '--input', '32x30', '--format', 'json']);
  const document = JSON.parse(out);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(document.inputs[0].shape).toEqual([32, 30, 1]);
  expect(document.nodes.at(-2).output).toEqual([5 * 4 * 88]);
  expect(runModelc(['summary', spec, '--input', '32x30']).err).toContain('were not checked');
});

test('an input from `let` can be resized too', () => {
  expect(json('specs/resnet.yaml', '--input', '64x96').nodes[0].output).toEqual([32, 48, 64]);
});

test.each([
  [['--input', '150'], 2, 'does not fit input `input`, which is 28 x 28 x 1'],
  [['--input', 'left=28x28'], 2, 'no input named `left`'],
  [['--input', '28x0'], 2, 'such as `150x150`'],
  [['--input', '12x12'], 1, 'error[shape/kernel-too-big]'],
  [['--depth', '0'], 2, 'at least 1'],
])('%j ends with %i', (args, wanted, said) => {
  const { code, err } = runModelc(['summary', spec, ...args]);
  expect({ code, said: err.includes(said) ? said : err }).toEqual({ code: wanted, said });
});

test('the smallest input, and what fails below it', () => {
  const { out, code } = runModelc(['summary', spec, '--min-input']);
  expect(code).toBe(0);
  expect(out).toContain('the smallest input is 16 x 16 (height x width)');
  expect(out).toContain('at 15 x 16 `max_pool2d_2` (line 37) fails: kernel 2 does not fit in height 1');
  const document = json(spec, '--min-input');
  expect(validate(document)).toBe(true);
  expect(document.minimumInput.inference).toMatchObject({ square: 16, height: { smallest: 16, valid: { period: 1 } } });
});

test('the smallest input is not searched in a spec with other errors', () => {
  const { out, code, err } = runModelc(['summary', '-', '--min-input'], {
    input: text.replace('filters: 20', 'filter: x'),
  });
  expect({ out, code }).toEqual({ out: '', code: 1 });
  expect(err).toContain('error[');
});

test('channels first', () => {
  const { out } = runModelc(['summary', spec, '--layout', 'nchw']);
  expect(out).toContain('C x H x W');
  expect(out).toMatch(/incep1\/concat +concat +88 x 12 x 12/);
});

test('the table covers what is known, followed by the error', () => {
  const { code, out, err } = runModelc(['summary', '-'], {
    input: text.replace('kernel: 5 }\n    name: conv2', 'kernel: 15 }\n    name: conv2'),
  });
  expect(code).toBe(1);
  expect(out).toMatch(/incep1\/concat +concat +12 x 12 x 88/);
  expect(out).toMatch(/conv2 +conv2d +\?/);
  expect(err).toContain('error[shape/kernel-too-big]');
});

test.each(['0', '-3', 'x', '1.5'])('a batch of %s is refused', (batch) => {
  expect(runModelc(['summary', spec, '--batch', batch]).code).toBe(2);
});

test('layers that no output depends on are marked', () => {
  const input = `${heads}  - relu\n`;
  const text = runModelc(['summary', '-'], { input }).out;
  expect(text).toMatch(/^relu \(unread\) +relu +4 +all\s*$/m);
  expect(text).toContain('(unread): no output depends on it');
  expect(runModelc(['summary', '-'], { input: heads }).out).not.toContain('unread');
});

test('layers that no output depends on are named by check, and in no count', () => {
  const item = (name: string, filters: number) =>
    `  - { use: unit, name: ${name}, from: input, with: { out: ${filters} } }\n`;
  const net = (lost: string) =>
    `modelc: 1\ninput: { height: 8, width: 8, channels: 3 }\nblocks:\n  unit: { params: { out }, layers: [{ conv2d: { filters: "\${out}", kernel: 3 } }, relu] }\nlayers:\n${lost}${item('stem', 4)}  - flatten\n  - dense: { units: 3 }\n`;
  const [input, without] = [net(`${item('lost', 5)}  - { batch_norm: {}, name: late }\n`), net('')];
  const checked = runModelc(['check', '-'], { input }).out;
  expect(checked).toContain(
    'warning[layers/unread]: `late` is never used and is not an output; `lost/conv2d` and `lost/relu` before it lead to no output either',
  );
  const counts = /\d+ layers, [\d,]+ parameters, [\d,]+ multiply-accumulates/;
  expect(counts.exec(checked)?.[0]).toBe('4 layers, 547 parameters, 4,320 multiply-accumulates');
  expect(counts.exec(runModelc(['check', '-'], { input: without }).out)?.[0]).toBe(counts.exec(checked)?.[0]);
  const folded = runModelc(['summary', '-', '--depth', '1'], { input }).out;
  expect(folded).toMatch(/^lost \(unread\) +unit +6 x 6 x 5 +3 +1\s*$/m);
  expect(folded).toMatch(/^total +627 +547 +4,320\s*$/m);
  const documentOf = (text: string) => JSON.parse(runModelc(['summary', '-', '--format', 'json'], { input: text }).out);
  const [document, expected] = [documentOf(input), documentOf(without)];
  for (const part of ['parameters', 'macs', 'inference', 'conventions', 'memory'])
    expect(document[part]).toEqual(expected[part]);
  const lost = { parameters: 0, trainable: 0, macs: 0, activations: 0, unread: true };
  expect(document.nodes.filter(({ unread }: { unread: boolean }) => unread)).toMatchObject([
    { name: 'lost/conv2d', ...lost },
    { name: 'lost/relu', ...lost },
    { name: 'late', ...lost },
  ]);
});

test('an unreadable spec', () => {
  const { code, out } = runModelc(['summary', '-', '--format', 'json'], { input: '' });
  expect(code).toBe(1);
  expect(validate(JSON.parse(out))).toBe(true);
});
