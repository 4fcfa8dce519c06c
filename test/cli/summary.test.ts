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
    ok: true,
    diagnostics: [],
  });
  expect(document.nodes[11]).toEqual({
    name: 'incep1/concat',
    kind: 'concat',
    output: [12, 12, 88],
    parameters: 0,
    macs: 0,
    activations: 12672,
    receptiveField: [14, 14],
    trainOnly: false,
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

test('channels first', () => {
  const { out } = runModelc(['summary', spec, '--layout', 'nchw']);
  expect(out).toContain('C x H x W');
  expect(out).toMatch(/incep1\/concat +concat +88 x 12 x 12/);
});

test('the table goes as far as it can, then the error', () => {
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

test('nothing readable', () => {
  const { code, out } = runModelc(['summary', '-', '--format', 'json'], { input: '' });
  expect(code).toBe(1);
  expect(validate(JSON.parse(out))).toBe(true);
});
