import type { Engine, EngineName } from '../../../src/engines/engine';
import { makeTrainer } from '../../../src/engines/make-trainer';
import type { Optimizer } from '../../../src/schema/optimizers';
import type { WeightTensor } from '../../../src/tensors/weights';
import { batchAt } from '../../../src/training/loop/batches';
import { loadEngine } from '../../support/load-engine';
import { graphOf, side, startFrom, stepSettings, stripes } from './support';

const batch = batchAt(stripes(30), 0, 12);
const plain: Optimizer = { type: 'sgd', learning_rate: 1, momentum: 0, nesterov: false, weight_decay: 0 };
const heavy: Optimizer = { ...plain, momentum: 0.9, nesterov: true, weight_decay: 0.1 };
const adam: Optimizer = { type: 'adam', learning_rate: 0.1, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 };

function specOf({ conv = '', norm = '', out = '' }: { conv?: string; norm?: string; out?: string }): string {
  return `modelc: 1
allow: [layers/bias-before-norm]
name: stripes
input: { height: ${side}, width: ${side}, channels: 1 }
layers:
  - conv2d: { filters: 4, kernel: 3, stride: 2${conv} }
    name: c
  - batch_norm: { momentum: 0.9${norm} }
    name: n
  - tanh
  - flatten
  - dense: { units: 3${out} }
    name: out
train: { dataset: { idx: data } }
`;
}

type Weights = ReadonlyMap<string, WeightTensor>;

function squares(weights: Weights, key: string): number {
  return [...(weights.get(key)?.values ?? [])].reduce((sum, value) => sum + value * value, 0);
}

function keysThatMoved(before: Weights, after: Weights): string[] {
  const bytes = (weights: Weights, key: string) =>
    Buffer.from(weights.get(key)?.values.slice().buffer ?? new ArrayBuffer(0));
  return [...before.keys()].filter((key) => !bytes(before, key).equals(bytes(after, key))).sort();
}

/** What a regularised kernel and a frozen layer mean in training, on every engine. */
export function describeRegularizedTrainer(name: EngineName): void {
  let engine: Engine;
  beforeAll(async () => {
    engine = await loadEngine(name);
  });

  /** The first step's loss, and all weights before and after `steps` steps. */
  async function trained(spec: string, optimizer: Optimizer, rate: number, steps = 1, start?: Weights) {
    const trainer = await makeTrainer(graphOf(spec), engine, stepSettings(optimizer, 5));
    try {
      if (start) await startFrom(trainer, start);
      const before = await trainer.weights();
      const { loss } = await trainer.train(batch, rate);
      for (let step = 1; step < steps; step++) await trainer.train(batch, rate);
      const evaluated = await trainer.evaluate(batch);
      return { before, loss, after: await trainer.weights(), evaluated };
    } finally {
      trainer.dispose();
    }
  }

  describe('L2', () => {
    const l2 = { c: 0.02, out: 0.3 };
    const regularized = specOf({ conv: `, kernel_l2: ${l2.c}`, out: `, kernel_l2: ${l2.out}` });

    test('adds its factor times the sum of squares to the training loss, and nothing to the evaluation loss', async () => {
      const [without, found] = [await trained(specOf({}), plain, 0), await trained(regularized, plain, 0)];
      const penalty = l2.c * squares(found.before, 'c/kernel') + l2.out * squares(found.before, 'out/kernel');
      expect(penalty).toBeGreaterThan(0.1);
      expect(found.loss - without.loss).toBeCloseTo(penalty, 5);
      expect(found.evaluated.loss).toBe(without.evaluated.loss);
    });

    test('adds twice its factor times the weight to the gradient of that weight only', async () => {
      const [without, found] = [await trained(specOf({}), plain, 1), await trained(regularized, plain, 1)];
      const factors: Readonly<Record<string, number>> = { 'c/kernel': l2.c, 'out/kernel': l2.out };
      for (const [key, { values }] of found.before) {
        const wanted = [...values].map(
          (value, index) => (without.after.get(key)?.values[index] as number) - 2 * (factors[key] ?? 0) * value,
        );
        expect([key, ...(found.after.get(key)?.values ?? [])]).toEqual([
          key,
          ...wanted.map((value) => expect.closeTo(value, 5)),
        ]);
      }
    });

    test('the gradient is the slope of the loss, by finite differences', async () => {
      const { before, after } = await trained(regularized, plain, 1);
      const step = 2e-3;
      for (const [key, index] of [
        ['c/kernel', 5],
        ['out/kernel', 7],
        ['out/bias', 1],
      ] as const) {
        const lossAt = async (shift: number) => {
          const { shape, values } = before.get(key) as WeightTensor;
          const moved = { shape, values: values.map((value, at) => (at === index ? value + shift : value)) };
          return (await trained(regularized, plain, 0, 1, new Map([...before, [key, moved]]))).loss;
        };
        const slope = ((await lossAt(step)) - (await lossAt(-step))) / (2 * step);
        const moved = (before.get(key)?.values[index] as number) - (after.get(key)?.values[index] as number);
        expect([key, moved]).toEqual([key, expect.closeTo(slope, 3)]);
      }
    });
  });

  describe('a frozen layer', () => {
    test.each([
      ['sgd', heavy],
      ['adam', adam],
    ] as const)('stays bit for bit under %s, its penalty too', async (_name, optimizer) => {
      const frozen = specOf({ conv: ', trainable: false, kernel_l2: 0.5', norm: ', trainable: false' });
      const { before, after, loss } = await trained(frozen, optimizer, 0.1, 4);
      expect(keysThatMoved(before, after)).toEqual(['out/bias', 'out/kernel']);
      // A penalty on a weight that no step changes could never decrease.
      expect(loss).toBe(
        (await trained(specOf({ conv: ', trainable: false', norm: ', trainable: false' }), optimizer, 0)).loss,
      );
    });

    test('without it, every weight changes', async () => {
      const { before, after } = await trained(specOf({}), plain, 0.1, 4);
      expect(keysThatMoved(before, after)).toEqual([...before.keys()].sort());
    });

    test('below trained layers does not change their updates', async () => {
      const frozen = await trained(specOf({ conv: ', trainable: false' }), plain, 0.1);
      const learning = await trained(specOf({}), plain, 0.1);
      expect(frozen.loss).toBe(learning.loss);
      expect(keysThatMoved(frozen.after, learning.after)).toEqual(['c/bias', 'c/kernel']);
    });

    test('a frozen norm uses its running statistics in training too', async () => {
      const spec = specOf({ norm: ', trainable: false' });
      const { loss, evaluated, before, after } = await trained(spec, plain, 0);
      expect(loss).toBeCloseTo(evaluated.loss, 6);
      expect(keysThatMoved(before, after)).toEqual([]);
      expect((await trained(specOf({}), plain, 0)).loss).not.toBeCloseTo(loss, 3);
    });
  });
}
