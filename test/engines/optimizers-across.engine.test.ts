import { type Engine, type EngineName, engineNames } from '../../src/engines/engine';
import { engines } from '../../src/engines/engines';
import { makeTrainer } from '../../src/engines/make-trainer';
import { type Optimizer, optimizers as words } from '../../src/schema/optimizers';
import type { Clip } from '../../src/schema/train';
import type { WeightTensor } from '../../src/tensors/weights';
import { batchAt } from '../../src/training/loop/batches';
import { loadEngine } from '../support/load-engine';
import { graphOf, side, stepSettings, stripes } from '../training/loop/support';

// Slow: it trains on three engines.
jest.setTimeout(120_000);

const loaded = new Map<EngineName, Engine>();
/** An engine with its backend active; tfjs has one active backend at a time. */
async function engineOf(name: EngineName): Promise<Engine> {
  const engine = loaded.get(name) as Engine;
  await engine.tf.setBackend(engines[name].runtime === 'wasm' ? 'wasm' : 'tensorflow');
  return engine;
}

beforeAll(async () => {
  // The native runtime first: it does not load while another one is active.
  for (const name of engineNames) loaded.set(name, await loadEngine(name));
});

/**
 * Smooth. At a kink, such as the largest of two almost equal values of a pool, rounding decides which gets the gradient, and Adam
 * makes a full step even of a small gradient: from there on runs differ by 1e-3 and more, with any optimizer, and between any two
 * engines.
 */
const graph = graphOf(`modelc: 1
input: { height: ${side}, width: ${side}, channels: 1, preprocess: { mean: 0.2, std: 0.4 } }
layers:
  - conv2d: { filters: 6, kernel: 3, padding: same }
  - silu
  - avg_pool2d: { kernel: 2 }
  - conv2d: { filters: 8, kernel: 2, bias: false, kernel_l2: 0.01 }
  - batch_norm
  - tanh
  - dropout: { rate: 0.2 }
  - flatten
  - dense: { units: 3 }
train: { dataset: { idx: data } }
`);

const sgd: Optimizer = { type: 'sgd', learning_rate: 0.05, momentum: 0, nesterov: false, weight_decay: 0 };
const means = { beta1: 0.9, beta2: 0.999, epsilon: 1e-8 };
const rmsprop: Optimizer = { type: 'rmsprop', learning_rate: 0.01, rho: 0.9, momentum: 0, epsilon: 0.1 };
const optimizers: readonly Optimizer[] = [
  sgd,
  { ...sgd, weight_decay: 0.1 },
  { ...sgd, momentum: 0.9 },
  { ...sgd, momentum: 0.9, nesterov: true },
  { ...sgd, momentum: 0.9, weight_decay: 0.01 },
  { ...sgd, momentum: 0.9, nesterov: true, weight_decay: 0.01 },
  { type: 'adam', learning_rate: 0.003, ...means },
  { type: 'adam', learning_rate: 0.003, ...means, beta1: 0.5, beta2: 0.9, epsilon: 0.01 },
  { type: 'adamw', learning_rate: 0.003, ...means, weight_decay: 0 },
  { type: 'adamw', learning_rate: 0.003, ...means, weight_decay: 0.5 },
  rmsprop,
  { ...rmsprop, momentum: 0.8 },
];
const clips: readonly (Clip | undefined)[] = [undefined, { by: 'norm', limit: 0.2 }, { by: 'value', limit: 0.01 }];
const cases = optimizers.flatMap((optimizer) => clips.map((clip) => [optimizer, clip] as const));

const STEPS = 30;
const split = stripes(50);

type Weights = ReadonlyMap<string, WeightTensor>;

async function trained(name: EngineName, optimizer: Optimizer, clip?: Clip): Promise<Weights> {
  const trainer = await makeTrainer(graph, await engineOf(name), stepSettings(optimizer, 3, { clip }));
  for (let step = 0; step < STEPS; step++) {
    const { notFinite } = await trainer.train(batchAt(split, (step * 12) % 48, 12), optimizer.learning_rate);
    expect(notFinite).toBeUndefined();
  }
  const weights = await trainer.weights();
  trainer.dispose();
  return weights;
}

/** The largest difference between two weights. */
function distance(one: Weights, other: Weights): number {
  const apart = [...one].flatMap(([key, { values }]) =>
    [...values].map((value, index) => Math.abs(value - (other.get(key)?.values[index] ?? Number.NaN))),
  );
  return Math.max(...apart);
}

/** Of the cases so far. */
const references: Weights[] = [];

test.each(cases)('%j, clipped %j, gives the same weights on every engine after 30 steps', async (optimizer, clip) => {
  const reference = await trained('tensorflow', optimizer, clip);
  references.push(reference);
  for (const name of ['graph', 'wasm'] as const)
    expect([name, distance(await trained(name, optimizer, clip), reference)]).toEqual([name, expect.closeTo(0, 4)]);
});

test('every type of optimizer is among them', () =>
  expect([...new Set(optimizers.map(({ type }) => type))].sort()).toEqual(Object.keys(words).sort()));

test('the comparison would detect each setting', () => {
  expect(references).toHaveLength(cases.length);
  const nearest = references.map((one, index) =>
    Math.min(...references.slice(index + 1).map((other) => distance(one, other))),
  );
  // Only Adam is the same as AdamW without decay.
  expect(nearest.filter((apart) => apart < 1e-3)).toEqual(clips.map(() => 0));
});
