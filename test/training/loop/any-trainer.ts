import type { Tensor, Tensor2D } from '@tensorflow/tfjs-core';
import { createLiveModel } from '../../../src/engines/eager/live-model';
import type { Engine, EngineName } from '../../../src/engines/engine';
import { makeTrainer } from '../../../src/engines/make-trainer';
import type { Optimizer } from '../../../src/schema/optimizers';
import type { StepSettings } from '../../../src/schema/train';
import { initialWeights } from '../../../src/tensors/initial-weights';
import { batchAt } from '../../../src/training/loop/batches';
import { makePlan } from '../../../src/training/loop/plan';
import { trainLoop } from '../../../src/training/loop/train-loop';
import { deviation } from '../../engines/wasm/support';
import { forwardOne } from '../../support/forward-one';
import { loadEngine } from '../../support/load-engine';
import { graphOf, side, startFrom, stepSettings, stripes, stripesSpec } from './support';

const sgd: Extract<Optimizer, { type: 'sgd' }> = {
  type: 'sgd',
  learning_rate: 0.1,
  momentum: 0.9,
  nesterov: true,
  weight_decay: 0.01,
};
const graph = graphOf(stripesSpec('{ dataset: { idx: data } }'));
const split = stripes(50);

/** The weights after a short run. */
async function weightsAfter(engine: Engine, seed: number, optimizer: Optimizer = sgd): Promise<Map<string, number[]>> {
  const trainer = await makeTrainer(graph, engine, stepSettings(optimizer, seed));
  const observer = { step: () => undefined, epoch: () => undefined };
  const plan = makePlan(split.count, 2, 16);
  const rateAt = () => optimizer.learning_rate;
  await trainLoop({ trainer, split, validation: undefined, plan, seed, rateAt, observer, interrupted: () => false });
  const weights = await trainer.weights();
  trainer.dispose();
  return new Map([...weights].map(([key, { values }]) => [key, [...values]]));
}

/** What holds for a trainer on every engine. */
export function describeTrainer(name: EngineName): void {
  let engine: Engine;
  beforeAll(async () => {
    engine = await loadEngine(name);
  });

  test("the first step follows the gradients of tfjs's own loss", async () => {
    const { tf } = engine;
    const batch = batchAt(split, 0, 8);
    const plain: Optimizer = { type: 'sgd', learning_rate: 0.1, momentum: 0, nesterov: false, weight_decay: 0 };
    const model = createLiveModel(graph, tf, 3);
    const trainable = [...model.variables].filter(([, { trainable }]) => trainable);
    const expected = tf.tidy(() => {
      const input = tf.div(tf.tensor(batch.images, [8, side, side, 1], 'float32'), 255);
      const classes = tf.oneHot(tf.tensor1d(batch.labels, 'int32'), 3);
      const { grads, value } = tf.variableGrads(
        () => tf.losses.softmaxCrossEntropy(classes, forwardOne(model, input, { training: true, step: 0 }) as Tensor2D),
        trainable.map(([, variable]) => variable),
      );
      const after = trainable.map(([key, variable]) => {
        const moved = tf.sub(variable, tf.mul(0.1, grads[variable.name] as Tensor));
        return [key, [...moved.dataSync()]] as const;
      });
      return { loss: value.dataSync()[0] as number, after } as never;
    }) as { loss: number; after: (readonly [string, number[]])[] };
    const trainer = await makeTrainer(graph, engine, stepSettings(plain, 3));
    const { loss } = await trainer.train(batch, 0.1);
    const actual = await trainer.weights();
    const initial = initialWeights(graph, 3);
    expect(loss).toBeCloseTo(expected.loss, 5);
    for (const [key, values] of expected.after) {
      // Absolute: the gradient of the bias before batch_norm is only rounding.
      expect([key, ...(actual.get(key)?.values ?? [])]).toEqual([
        key,
        ...values.map((value) => expect.closeTo(value, 5)),
      ]);
    }
    // Shows that the weights did change.
    expect(actual.get('c/kernel')?.values).not.toEqual(initial.get('c/kernel')?.values);
    trainer.dispose();
    model.dispose();
  });

  test('the same seed gives the same weights, bit for bit; another one gives others', async () => {
    const first = await weightsAfter(engine, 1);
    expect(await weightsAfter(engine, 1)).toEqual(first);
    expect((await weightsAfter(engine, 2)).get('out/kernel')).not.toEqual(first.get('out/kernel'));
  });

  test('kernels decay, the scales of a norm do not', async () => {
    const without = await weightsAfter(engine, 1, { ...sgd, learning_rate: 1e-9, weight_decay: 0 });
    const decayed = await weightsAfter(engine, 1, { ...sgd, learning_rate: 1e-9, weight_decay: 1e7 });
    const moved = [...without].filter(([key, values]) => deviation(decayed.get(key) ?? [], values) > 1e-3);
    expect(moved.map(([key]) => key)).toEqual(expect.arrayContaining(['c/kernel', 'out/kernel']));
    expect(moved.map(([key]) => key)).not.toContain('batch_norm/gamma');
  });

  test('learns the task, and evaluation does not change the weights', async () => {
    const trainer = await makeTrainer(graph, engine, stepSettings(sgd, 1));
    const all = batchAt(split, 0, split.count);
    const before = await trainer.evaluate(all);
    for (let step = 0; step < 40; step++) await trainer.train(all, 0.05);
    const weights = await trainer.weights();
    const after = await trainer.evaluate(all);
    expect(before.correct).toBeLessThan(40);
    expect(after.correct).toBe(50);
    expect(await trainer.weights()).toEqual(weights);
    trainer.dispose();
  });

  test('continues from given weights', async () => {
    const trainer = await makeTrainer(graph, engine, stepSettings(sgd, 1));
    const other = await makeTrainer(graph, engine, stepSettings(sgd, 2));
    await other.restore(await trainer.state());
    const batch = batchAt(split, 0, 10);
    const results = [await trainer.evaluate(batch), await other.evaluate(batch)];
    expect(results[0]).toEqual(results[1]);
    await other.train(batch, 0);
    expect((await other.weights()).get('c/kernel')).toEqual((await trainer.weights()).get('c/kernel'));
    trainer.dispose();
    other.dispose();
  });

  test.each([Number.NaN, Number.POSITIVE_INFINITY])('says which output is %d and leaves the weights', async (value) => {
    const trainer = await makeTrainer(graph, engine, stepSettings(sgd, 1));
    const weights = new Map(await trainer.weights());
    const bias = weights.get('out/bias');
    weights.set('out/bias', { shape: bias?.shape ?? [], values: Float32Array.of(value, 0, 0) });
    await startFrom(trainer, weights);
    const kernel = (await trainer.weights()).get('out/kernel');
    expect((await trainer.train(batchAt(split, 0, 10), 0.1)).notFinite).toBe('the output of `out`');
    expect((await trainer.weights()).get('out/kernel')).toEqual(kernel);
    trainer.dispose();
  });

  test('names the weight whose gradient is not finite', async () => {
    const trainer = await makeTrainer(graph, engine, stepSettings(sgd, 1));
    const weights = new Map(await trainer.weights());
    const set = (key: string, valueAt: (index: number) => number) => {
      const { shape = [], values = new Float32Array() } = weights.get(key) ?? {};
      weights.set(key, { shape, values: values.map((_, index) => valueAt(index)) });
    };
    // The scores are finite, since the input of the last layer is almost zero; the gradients below it overflow.
    set('out/kernel', (index) => (index % 3 === 0 ? 3e38 : -3e38));
    set('batch_norm/gamma', () => 0);
    set('batch_norm/beta', () => 1e-5);
    await startFrom(trainer, weights);
    const { loss, notFinite } = await trainer.train(batchAt(split, 0, 10), 0.1);
    expect([Number.isFinite(loss), notFinite]).toEqual([true, expect.stringMatching(/^the gradient of `/)]);
    expect((await trainer.weights()).get('out/kernel')).toEqual(weights.get('out/kernel'));
    trainer.dispose();
  });

  test('skips a step with a non-finite update, for all weights and statistics', async () => {
    const trainer = await makeTrainer(graph, engine, stepSettings(sgd, 1));
    const batch = batchAt(split, 0, 10);
    const before = await trainer.weights();
    expect((await trainer.train(batch, 1e39)).notFinite).toMatch(/^the update of `/);
    expect(await trainer.weights()).toEqual(before);
    expect((await trainer.train(batch, 0.1)).notFinite).toBeUndefined();
    const after = await trainer.weights();
    expect([...before].filter(([key, { values }]) => String(values) === String(after.get(key)?.values))).toEqual([]);
    trainer.dispose();
  });

  test.each<readonly [string, Partial<StepSettings>, number]>([
    ['a length of 0.01', { clip: { by: 'norm', limit: 0.01 } }, 0.01],
    ['no bound', {}, Number.POSITIVE_INFINITY],
  ])('bounds the gradients of all weights together by %s', async (_name, others, limit) => {
    const plain: Optimizer = { type: 'sgd', learning_rate: 1, momentum: 0, nesterov: false, weight_decay: 0 };
    const trainer = await makeTrainer(graph, engine, stepSettings(plain, 1, others));
    const before = await trainer.weights();
    await trainer.train(batchAt(split, 0, 10), 1);
    const after = await trainer.weights();
    const moves = [...before].flatMap(([key, { values }]) =>
      key.includes('moving') ? [] : [...values].map((value, i) => value - (after.get(key)?.values[i] as number)),
    );
    const length = Math.hypot(...moves);
    if (Number.isFinite(limit)) expect(length).toBeCloseTo(limit, 5);
    else expect(length).toBeGreaterThan(0.1);
    trainer.dispose();
  });

  test.each<readonly [string, StepSettings['loss']]>([
    ['label smoothing', { type: 'softmax_cross_entropy', label_smoothing: 0.2 }],
    ['binary cross-entropy', { type: 'binary_cross_entropy' }],
    ['mean squared error', { type: 'mean_squared_error' }],
  ])('learns by %s', async (_name, loss) => {
    const trainer = await makeTrainer(graph, engine, stepSettings(sgd, 1, { loss }));
    const all = batchAt(split, 0, split.count);
    const before = await trainer.evaluate(all);
    for (let step = 0; step < 60; step++) await trainer.train(all, 0.05);
    const after = await trainer.evaluate(all);
    expect(after.loss).toBeLessThan(before.loss);
    expect(after.correct).toBeGreaterThan(45);
    trainer.dispose();
  });

  test('steps and trainers leave no tensors behind', async () => {
    const before = engine.tf.memory().numTensors;
    await weightsAfter(engine, 1);
    expect(engine.tf.memory().numTensors).toBe(before);
  });
}
