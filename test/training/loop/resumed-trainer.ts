import fs from 'node:fs';
import path from 'node:path';
import type { Engine, EngineName } from '../../../src/engines/engine';
import { makeTrainer } from '../../../src/engines/make-trainer';
import { type Optimizer, optimizers as words } from '../../../src/schema/optimizers';
import { readState, type TrainingState, writeState } from '../../../src/tensors/training-state';
import { batchAt } from '../../../src/training/loop/batches';
import { loadEngine } from '../../support/load-engine';
import { graphOf, stepSettings, stripes, stripesSpec, temporaryFolder } from './support';

const graph = graphOf(stripesSpec('{ dataset: { idx: data } }'));
const split = stripes(50);
/** Steps of a whole run, and those before its pause. */
export const [STEPS, PAUSE] = [7, 3];

const adam = { beta1: 0.9, beta2: 0.99, epsilon: 1e-6 };
/** Each optimizer with as many slots as it can have. */
export const optimizers: readonly (readonly [string, Optimizer])[] = [
  ['plain SGD', { type: 'sgd', learning_rate: 0.1, momentum: 0, nesterov: false, weight_decay: 0 }],
  ['SGD', { type: 'sgd', learning_rate: 0.05, momentum: 0.9, nesterov: true, weight_decay: 0.01 }],
  ['Adam', { type: 'adam', learning_rate: 0.01, ...adam }],
  ['AdamW', { type: 'adamw', learning_rate: 0.01, ...adam, weight_decay: 0.1 }],
  ['RMSprop without momentum', { type: 'rmsprop', learning_rate: 0.01, rho: 0.9, momentum: 0, epsilon: 0.1 }],
  ['RMSprop', { type: 'rmsprop', learning_rate: 0.01, rho: 0.9, momentum: 0.8, epsilon: 0.1 }],
];

/** The state at a step: from the start, or continued from an earlier state by a trainer that has already trained. */
export async function stateAt(
  engine: Engine,
  optimizer: Optimizer,
  end: number,
  earlier?: TrainingState,
): Promise<TrainingState> {
  const trainer = await makeTrainer(graph, engine, stepSettings(optimizer, 4));
  if (earlier) {
    await trainer.train(batchAt(split, 0, 5), 0.3);
    await trainer.restore(earlier);
  }
  for (let step = earlier?.step ?? 0; step < end; step++) {
    const rate = optimizer.learning_rate / (1 + step / 4);
    const { notFinite } = await trainer.train(batchAt(split, (step * 12) % 48, 12), rate);
    if (notFinite !== undefined) throw new Error(`${notFinite} is not finite`);
  }
  const state = await trainer.state();
  trainer.dispose();
  return state;
}

/** What holds for a run that is paused and continued by a new trainer of the same engine. */
export function describeResumedTrainer(name: EngineName): void {
  let engine: Engine;
  beforeAll(async () => {
    engine = await loadEngine(name);
  });

  test('every type has an optimizer', () =>
    expect([...new Set(optimizers.map(([, { type }]) => type))].sort()).toEqual(Object.keys(words).sort()));

  test.each(optimizers)('%s continues from its state, bit for bit', async (_name, optimizer) => {
    const whole = await stateAt(engine, optimizer, STEPS);
    expect(whole.step).toBe(STEPS);
    const paused = await stateAt(engine, optimizer, PAUSE);
    expect(await stateAt(engine, optimizer, STEPS, paused)).toEqual(whole);
  });

  test.each<readonly [string, (state: TrainingState) => TrainingState]>([
    ['without its slots', (state) => ({ ...state, slots: emptied(state.slots) })],
    ['without its step', (state) => ({ ...state, step: 0 })],
    ['without its statistics', (state) => ({ ...state, weights: withoutStatistics(state.weights) })],
  ])('a state %s leads to different weights', async (_name, change) => {
    const [, optimizer] = optimizers[2] as (typeof optimizers)[number];
    const whole = await stateAt(engine, optimizer, STEPS);
    const paused = await stateAt(engine, optimizer, PAUSE);
    const { weights } = await stateAt(engine, optimizer, STEPS, change(paused));
    expect(weights).not.toEqual(whole.weights);
  });

  test('a state survives a round trip through a file', async () => {
    const folder = temporaryFolder();
    const file = path.join(folder.path, 'state.safetensors');
    const [, optimizer] = optimizers[1] as (typeof optimizers)[number];
    const paused = await stateAt(engine, optimizer, PAUSE);
    writeState(file, paused);
    expect(readState(file, graph, optimizer)).toEqual({ ok: true, state: paused });
    expect(fs.readdirSync(folder.path)).toEqual(['state.safetensors']);
    folder.remove();
  });

  test('a state of another optimizer throws, and changes nothing', async () => {
    const [[, plain], [, momentum]] = optimizers as [(typeof optimizers)[number], (typeof optimizers)[number]];
    const trainer = await makeTrainer(graph, engine, stepSettings(momentum, 4));
    const before = await trainer.state();
    await expect(trainer.restore(await stateAt(engine, plain, 1))).rejects.toThrow(RangeError);
    expect(await trainer.state()).toEqual(before);
    trainer.dispose();
  });

  test('a skipped step is not counted', async () => {
    const [, optimizer] = optimizers[1] as (typeof optimizers)[number];
    const trainer = await makeTrainer(graph, engine, stepSettings(optimizer, 4));
    const before = await trainer.state();
    expect((await trainer.train(batchAt(split, 0, 12), 1e39)).notFinite).toBeDefined();
    expect(await trainer.state()).toEqual(before);
    trainer.dispose();
  });
}

function emptied(slots: TrainingState['slots']): TrainingState['slots'] {
  return new Map([...slots].map(([key, { shape, values }]) => [key, { shape, values: values.map(() => 0) }] as const));
}

function withoutStatistics(weights: TrainingState['weights']): TrainingState['weights'] {
  const changed = (key: string, values: Float32Array) => (key.includes('moving') ? values.map(() => 1) : values);
  return new Map(
    [...weights].map(([key, { shape, values }]) => [key, { shape, values: changed(key, values) }] as const),
  );
}
