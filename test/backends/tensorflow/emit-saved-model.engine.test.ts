import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Tensor } from '@tensorflow/tfjs-core';
import { checkTarget } from '../../../src/backends/targets';
import { emitSavedModel } from '../../../src/backends/tensorflow/emit-saved-model';
import { positionOf } from '../../../src/diagnostics/source';
import { messageOf } from '../../../src/diagnostics/wording';
import type { Engine } from '../../../src/engines/engine';
import { loadGraph } from '../../../src/engines/graph/graph-session';
import { makeTrainer } from '../../../src/engines/make-trainer';
import { initialWeights } from '../../../src/tensors/initial-weights';
import { batchAt } from '../../../src/training/loop/batches';
import { root, runModelc } from '../../cli/run-modelc';
import { loadEngine } from '../../support/load-engine';
import { graphOf, side, stepSettings, stripes, stripesSpec } from '../../training/loop/support';

jest.setTimeout(60_000);

const graph = graphOf(stripesSpec('{ dataset: { idx: data } }'));
const settings = stepSettings({ type: 'sgd', learning_rate: 0.1, momentum: 0.9, nesterov: false, weight_decay: 0 }, 7);
const batch = batchAt(stripes(30), 0, 5);
let engine: Engine;
beforeAll(async () => {
  engine = await loadEngine('graph');
});

/** As it is read without a separate file of only the signatures. */
const whole = (bytes: Uint8Array) => ({ bytes, signatures: bytes });

function numbersOf(outputs: Readonly<Record<string, Tensor>>): number[] {
  return Object.values(outputs).flatMap((output) => [...output.dataSync()]);
}

test('a model saved for inference returns the scores of the trained model, from bytes and from values', async () => {
  const { tf } = engine;
  const trainer = await makeTrainer(graph, engine, settings);
  for (let step = 0; step < 5; step++) await trainer.train(batch, 0.1);
  const weights = await trainer.weights();
  const session = await loadGraph(tf, whole(emitSavedModel({ graph, weights })), ['serving_default', 'preprocessed']);
  const bytes = tf.tensor4d(Int32Array.from(batch.images), [5, side, side, 1], 'int32');
  const scores = numbersOf(session.run('serving_default', { input: bytes }));
  expect(scores).toHaveLength(15);
  const values = tf.div(tf.cast(bytes, 'float32'), 255);
  expect(numbersOf(session.run('preprocessed', { input: values }))).toEqual(
    scores.map((score) => expect.closeTo(score, 4)),
  );
  const { correct } = await trainer.evaluate(batch);
  const best = Array.from({ length: 5 }, (_, sample) => indexOfLargest(scores.slice(3 * sample, 3 * sample + 3)));
  expect(best.filter((index, sample) => index === batch.labels[sample])).toHaveLength(correct);
  session.dispose();
  trainer.dispose();
});

const indexOfLargest = (values: readonly number[]): number => values.indexOf(Math.max(...values));

test('a model saved for training starts from its weights when loaded', async () => {
  const { tf } = engine;
  const weights = initialWeights(graph, 7);
  const session = await loadGraph(tf, whole(emitSavedModel({ graph, weights, training: settings })), [
    'export',
    'train',
  ]);
  const found = session.run('export', {});
  expect(Object.keys(found).sort()).toEqual([...weights.keys()].sort());
  for (const [key, { values }] of weights) expect([...(found[key] as Tensor).dataSync()]).toEqual([...values]);
  session.dispose();
});

test('weights above the limit of a message are rejected at the layer with the most, with both numbers', () => {
  const large = graphOf(`modelc: 1
input: { features: 20000 }
layers:
  - dense: { units: 26000 }
  - dense: { units: 3 }
`);
  expect(checkTarget('savedmodel', { graph, train: true })).toEqual([]);
  expect(checkTarget('savedmodel', { graph: large })).toEqual([]);
  const [found, ...others] = checkTarget('savedmodel', { graph: large, train: true });
  expect(others).toEqual([]);
  expect(found && messageOf(found)).toBe(
    'target `savedmodel` does not support 4160832024 bytes of weights: one `saved_model.pb` holds at most 2147483647',
  );
  expect(found && positionOf(found.span.source, found.span.start)).toEqual({ line: 4, column: 5 });
});

describe('the command', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'modelc-saved-'));
  const spec = path.join(folder, 'spec.yaml');
  const out = path.join(folder, 'saved');
  const foreign = path.join(root, 'test/fixtures/pytorch/inception-mnist.safetensors');
  beforeAll(() => writeFileSync(spec, stripesSpec('{ dataset: { idx: data } }')));
  afterAll(() => rmSync(folder, { recursive: true }));
  const build = (...args: string[]) => runModelc(['build', spec, '--target', 'savedmodel', ...args]);

  test('writes into a folder, and overwrites nothing', () => {
    expect(build('--out', out)).toMatchObject({ code: 0, out: '' });
    const before = readFileSync(path.join(out, 'saved_model.pb'));
    const again = build('--out', out, '--train');
    expect([again.code, again.err]).toEqual([2, expect.stringContaining('exists\n')]);
    expect(readFileSync(path.join(out, 'saved_model.pb'))).toEqual(before);
    expect(build('--out', out, '--train', '--force').code).toBe(0);
    expect(readFileSync(path.join(out, 'saved_model.pb')).length).toBeGreaterThan(before.length);
  });

  test.each([
    ['printing', ['--out', '-'], /`saved_model\.pb` cannot be printed/],
    [
      'weights of another spec',
      ['--out', 'x', '--weights', foreign],
      /inception-mnist\.safetensors does not fit the spec: it has no weight `[^`]+` of shape \[[\d, ]+\] \(and \d+ more\)/,
    ],
    ['weights that are not there', ['--out', 'x', '--weights', 'none.safetensors'], /none\.safetensors/],
    ['a file in the way', ['--out', '/dev/null/x'], /error: /],
  ])('refuses %s', (_name, args, message) => {
    const { code, err } = build(...args);
    expect([code, err]).toEqual([2, expect.stringMatching(message)]);
  });
});
