import type { Engine } from '../../../src/engines/engine';
import { makeTrainer } from '../../../src/engines/make-trainer';
import { type Kind, kinds, layerOf } from '../../../src/schema/kinds';
import { batchAt } from '../../../src/training/loop/batches';
import { loadEngine } from '../../support/load-engine';
import { graphOf, side, stepSettings, stripes } from '../../training/loop/support';
import { deviation } from '../wasm/support';

// Slow: its program has a path for every activation.
jest.setTimeout(120_000);

let engine: Engine;
beforeAll(async () => {
  engine = await loadEngine('graph');
});

const split = stripes(50);
const sgd = { type: 'sgd', learning_rate: 0.01, momentum: 0, nesterov: false, weight_decay: 0 } as const;

/** Attributes that are required, or no operation's default. */
const attributes: Partial<Record<Kind, string>> = {
  clip: 'minimum: -0.5, maximum: 0.7',
  elu: 'alpha: 0.5',
  celu: 'alpha: 0.5',
  leaky_relu: 'slope: 0.3',
};
const activations = kinds
  .filter((kind) => layerOf(kind).traits.activation)
  .map((kind) => `{ ${kind}: { ${attributes[kind] ?? ''} } }`);

/** Paths that add a convolution to its input and apply a function to the sum, as residual nets do. */
const residual = (functions: readonly string[]) =>
  graphOf(`modelc: 1
allow: [layers/two-activations]
input: { height: ${side}, width: ${side}, channels: 1 }
layers:
  - conv2d: { filters: 8, kernel: 3, padding: same }
  - branch:
${functions.map((item, index) => `      p${index}: [{ branch: { a: [{ conv2d: { filters: 8, kernel: 3, padding: same } }], b: [] } }, add, ${item}, flatten]\n`).join('')}  - concat
  - dense: { units: 3 }
train: { dataset: { idx: data } }
`);

/** The losses of two steps and of an evaluation. */
async function losses(name: 'graph' | 'tensorflow', functions: readonly string[]): Promise<number[]> {
  const trainer = await makeTrainer(residual(functions), { ...engine, name }, stepSettings(sgd, 3));
  const found: number[] = [];
  for (let step = 0; step < 2; step++) found.push((await trainer.train(batchAt(split, 16 * step, 16), 0.01)).loss);
  found.push((await trainer.evaluate(batchAt(split, 0, 33))).loss);
  trainer.dispose();
  return found;
}

test('every activation of a sum is that of the eager engine', async () => {
  expect(deviation(await losses('graph', activations), await losses('tensorflow', activations))).toBeLessThan(1e-5);
});

test('detects the slope 0.2, with which TensorFlow would fuse a leaky ReLU to a sum', async () => {
  const [own, other] = [
    await losses('graph', ['leaky_relu']),
    await losses('graph', ['{ leaky_relu: { slope: 0.2 } }']),
  ];
  expect(deviation(other, own)).toBeGreaterThan(1e-3);
});
