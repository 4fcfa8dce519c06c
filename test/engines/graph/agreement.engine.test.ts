import type { Engine } from '../../../src/engines/engine';
import { makeTrainer } from '../../../src/engines/make-trainer';
import type { Loss } from '../../../src/schema/losses';
import type { Optimizer } from '../../../src/schema/optimizers';
import type { StepSettings } from '../../../src/schema/train';
import { batchAt } from '../../../src/training/loop/batches';
import { loadEngine } from '../../support/load-engine';
import { graphOf, side, stepSettings, stripes } from '../../training/loop/support';
import { deviation } from '../wasm/support';

// Slow: it runs two engines and loads graphs.
jest.setTimeout(60_000);

let engine: Engine;
beforeAll(async () => {
  engine = await loadEngine('graph');
});

const split = stripes(50);
const sgd: Optimizer = { type: 'sgd', learning_rate: 0.05, momentum: 0.9, nesterov: true, weight_decay: 0.001 };
const adam = { type: 'adam', learning_rate: 0.01, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 } as const;
const rmsprop = { type: 'rmsprop', learning_rate: 0.01, rho: 0.9, momentum: 0, epsilon: 0.1 } as const;

const head = `
  - flatten
  - dense: { units: 3 }
    name: out`;
const siblingsOver = (channels: number) => `
  - conv2d: { filters: ${channels}, kernel: 3, padding: same }
  - branch:
      one: [{ conv2d: { filters: 3, kernel: 1 } }]
      two: [{ conv2d: { filters: 2, kernel: 1, bias: false } }, relu, { conv2d: { filters: 3, kernel: 3, padding: same } }]
      frozen: [{ conv2d: { filters: 2, kernel: 1, trainable: false } }]
      wide: [{ conv2d: { filters: 2, kernel: 3, padding: same } }]
      pool: [{ avg_pool2d: { kernel: 3, stride: 1, padding: 1, count_include_pad: true } }, { conv2d: { filters: 4, kernel: 1 } }]
      last: [{ conv2d: { filters: 4, kernel: 1, kernel_l2: 0.01 } }]
  - concat
  - global_avg_pool2d
  - dense: { units: 3 }`;
const nets = {
  plain: `
  - conv2d: { filters: 4, kernel: 3 }
  - tanh${head}`,
  normed: `
  - conv2d: { filters: 4, kernel: 3, stride: 2, bias: false }
  - batch_norm: { momentum: 0.8 }
  - relu
  - dropout: { rate: 0.3 }${head}`,
  branched: `
  - conv2d: { filters: 4, kernel: 3, padding: same, kernel_l2: 0.01 }
    name: stem
  - branch:
      one: [{ conv2d: { filters: 3, kernel: 1 } }]
      two: [{ conv2d: { filters: 3, kernel: 3, padding: same } }]
      three: [{ depthwise_conv2d: { kernel: 3, padding: same } }]
      pool: [{ avg_pool2d: { kernel: 3, stride: 1, padding: 1, count_include_pad: true } }, { conv2d: { filters: 2, kernel: 1, trainable: false } }]
  - concat
  - lrn
  - side:
      layers:
        - global_avg_pool2d
        - dense: { units: 3 }
          output: { name: aux, loss_weight: 0.3, train_only: true }
    name: aux
  - max_pool2d: { kernel: 3, stride: 2, ceil_mode: true }${head}
    output: { name: main, main: true }`,
  // 1 x 1 convolutions with fewer filters in total than the value has channels: their gradients are computed as one.
  siblings: siblingsOver(16),
  // And as matrix products.
  'siblings of odd channels': siblingsOver(12),
};

/** In these, rounding errors grow with each step, and with the learning rate. */
const touchy = {
  // The pool comes first, then the ReLU.
  pooled: `
  - conv2d: { filters: 16, kernel: 3, padding: same, bias: false }
  - batch_norm
  - relu
  - max_pool2d: { kernel: 3, stride: 2, padding: 1 }${head}`,
  // TensorFlow fuses the two.
  rectified: `
  - conv2d: { filters: 16, kernel: 3, bias: false }
  - batch_norm: { momentum: 0.7 }
  - relu
  - conv2d: { filters: 4, kernel: 3 }${head}`,
};

const netOf = (layers: string) =>
  graphOf(`modelc: 1
input: { height: ${side}, width: ${side}, channels: 1, preprocess: { mean: 0.2, std: 0.4 } }
layers:${layers}
train: { dataset: { idx: data } }
`);

/** The losses of steps with batches of 16, every fourth with 2 samples, and the final weights. */
async function trained(name: 'graph' | 'tensorflow', layers: string, settings: StepSettings, steps: number) {
  const trainer = await makeTrainer(netOf(layers), { ...engine, name }, settings);
  const results: { loss: number; correct: number }[] = [];
  for (let step = 0; step < steps; step++) {
    const batch = batchAt(split, (step * 16) % 64, 16);
    results.push(await trainer.train(batch, settings.optimizer.learning_rate));
  }
  const evaluated = await trainer.evaluate(batchAt(split, 0, 33));
  const weights = await trainer.weights();
  trainer.dispose();
  return { results, evaluated, weights };
}

/** Runs both, and returns the largest relative difference of the losses. */
async function agree(layers: string, settings: StepSettings, steps: number): Promise<void> {
  const graph = await trained('graph', layers, settings, steps);
  const eager = await trained('tensorflow', layers, settings, steps);
  const losses = (run: typeof graph) => [...run.results, run.evaluated].map(({ loss }) => loss);
  for (const [step, loss] of losses(eager).entries())
    expect([step, Math.abs((losses(graph)[step] as number) - loss) / loss]).toEqual([step, expect.closeTo(0, 3)]);
  expect(graph.evaluated.correct).toBe(eager.evaluated.correct);
  expect([...graph.weights.keys()]).toEqual([...eager.weights.keys()]);
  for (const [key, { shape, values }] of eager.weights) {
    expect([key, graph.weights.get(key)?.shape]).toEqual([key, shape]);
    expect([key, deviation([...(graph.weights.get(key)?.values ?? [])], [...values]) < 5e-3]).toEqual([key, true]);
  }
}

test.each(Object.entries(nets))('50 steps of the net %s give the losses of the eager engine', (_name, layers) =>
  agree(layers, stepSettings(sgd, 3), 50),
);

test.each(Object.entries(touchy))('so do 20 small ones of the net %s', (_name, layers) =>
  agree(layers, stepSettings({ ...sgd, learning_rate: 0.002 }, 3), 20),
);

test.each<[string, Optimizer]>([
  ['sgd', { ...sgd, momentum: 0, nesterov: false }],
  ['momentum', { ...sgd, nesterov: false }],
  ['adam', adam],
  ['adamw', { ...adam, type: 'adamw', weight_decay: 0.1 }],
  ['rmsprop', rmsprop],
  ['rmsprop with momentum', { ...rmsprop, momentum: 0.8 }],
])('the optimizer %s', (_name, optimizer) => agree(nets.normed, stepSettings(optimizer, 3), 20));

test.each<[string, Loss]>([
  ['label smoothing', { type: 'softmax_cross_entropy', label_smoothing: 0.1 }],
  ['binary cross-entropy', { type: 'binary_cross_entropy' }],
  ['mean squared error', { type: 'mean_squared_error' }],
])('the loss: %s', (_name, loss) => agree(nets.branched, stepSettings(sgd, 3, { loss }), 20));

test.each([
  ['norm', 0.05],
  ['value', 0.01],
] as const)('gradients bounded by %s', (by, limit) =>
  agree(nets.plain, stepSettings(sgd, 3, { clip: { by, limit } }), 20),
);

test('detects another optimizer', async () => {
  const [one, other] = [stepSettings(sgd, 3), stepSettings({ ...sgd, momentum: 0.8 } as Optimizer, 3)];
  const [first, second] = [
    await trained('graph', nets.plain, one, 20),
    await trained('tensorflow', nets.plain, other, 20),
  ];
  const [loss = 0, otherLoss = 0] = [first.results.at(-1)?.loss, second.results.at(-1)?.loss];
  expect(Math.abs(loss - otherLoss) / otherLoss).toBeGreaterThan(1e-3);
});

test('the same seed gives the same weights, bit for bit, after 500 steps', async () => {
  const settings = stepSettings(adam, 4);
  const runs = [await trained('graph', nets.normed, settings, 500), await trained('graph', nets.normed, settings, 500)];
  const [first, second] = runs.map(({ weights }) => [...weights].map(([key, { values }]) => [key, [...values]]));
  expect(first).toEqual(second);
});
