import fs from 'node:fs';
import path from 'node:path';
import type { Optimizer } from '../../src/schema/optimizers';
import { initialWeights } from '../../src/tensors/initial-weights';
import { writeSafetensors } from '../../src/tensors/safetensors/write-safetensors';
import { checkState, readState, slotShapes, type TrainingState, writeState } from '../../src/tensors/training-state';
import { graphOf, stripesSpec, temporaryFolder } from '../training/loop/support';

const graph = graphOf(stripesSpec('{ dataset: { idx: data } }'));
const sgd: Optimizer = { type: 'sgd', learning_rate: 0.1, momentum: 0.9, nesterov: false, weight_decay: 0 };
const plain: Optimizer = { ...sgd, momentum: 0 };
const folder = temporaryFolder();
const file = path.join(folder.path, 'state.safetensors');
afterAll(folder.remove);

const slots = new Map(
  [...slotShapes(graph, sgd)].map(([key, shape]) => {
    const values = new Float32Array(shape.reduce((product, size) => product * size, 1)).fill(0.5);
    return [key, { shape, values }] as const;
  }),
);
const state: TrainingState = { weights: initialWeights(graph, 1), slots, step: 12 };
const one = { shape: [1], values: Float32Array.of(1) };

test('an optimizer has slots for every trainable weight, and for no statistic', () => {
  expect([...slotShapes(graph, sgd)]).toEqual([
    ['c/kernel.slot0', [3, 3, 1, 4]],
    ['c/bias.slot0', [4]],
    ['batch_norm/gamma.slot0', [4]],
    ['batch_norm/beta.slot0', [4]],
    ['out/kernel.slot0', [16, 3]],
    ['out/bias.slot0', [3]],
  ]);
  expect([...slotShapes(graph, plain)]).toEqual([]);
});

test('reads a state as it was written', () => {
  writeState(file, state);
  expect(readState(file, graph, sgd)).toEqual({ ok: true, state });
});

test.each<readonly [string, TrainingState, Optimizer, string]>([
  ['another optimizer', state, plain, 'the model has no weight `batch_norm/beta.slot0`'],
  ['a slot too few', { ...state, slots: new Map() }, sgd, 'it has no weight `c/kernel.slot0` of shape [3, 3, 1, 4]'],
  [
    'a weight of its own',
    { ...state, weights: new Map([...state.weights, ['x', one]]) },
    sgd,
    'the model has no weight `x`',
  ],
  [
    'another shape',
    { ...state, slots: new Map([...slots, ['out/bias.slot0', one]]) },
    sgd,
    'weight `out/bias.slot0` has the shape [1], but the model wants [3]',
  ],
])('%s is a problem of the file, and a bug where a trainer is given it', (_name, wrong, optimizer, message) => {
  writeState(file, wrong);
  expect(readState(file, graph, optimizer)).toEqual({
    ok: false,
    problem: {
      file,
      message: `not the state of this run: ${message}`,
      help: 'use a state that was written by a run of the same model with the same optimizer',
    },
  });
  expect(() => checkState(graph, optimizer, wrong)).toThrow(RangeError);
});

test.each(['', '-1', '1.5', '9'.repeat(20)])('a file with the step `%s` is not a state', (step) => {
  writeSafetensors(file, { tensors: new Map([...state.weights, ...slots]), metadata: new Map([['step', step]]) });
  expect(readState(file, graph, sgd)).toMatchObject({
    ok: false,
    problem: { message: 'not the state of this run: it does not say after which step it was written' },
  });
});

test('a file that is not safetensors is a problem too', () => {
  fs.writeFileSync(file, 'x');
  expect(readState(file, graph, sgd)).toMatchObject({ ok: false, problem: { file } });
});

test.each([-1, 0.5, Number.NaN])('%d is not a number of steps', (step) =>
  expect(() => checkState(graph, sgd, { ...state, step })).toThrow(`${step} is not a number of steps`),
);
