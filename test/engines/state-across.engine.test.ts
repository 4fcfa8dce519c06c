import { type Engine, type EngineName, engineNames } from '../../src/engines/engine';
import { engines } from '../../src/engines/engines';
import type { TrainingState } from '../../src/tensors/training-state';
import { loadEngine } from '../support/load-engine';
import { optimizers, PAUSE, STEPS, stateAt } from '../training/loop/resumed-trainer';

jest.setTimeout(60_000);

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

describe.each(engineNames)('a run that %s begins', (first) => {
  test.each(optimizers)(
    'reaches the same weights and slots on every other engine, with %s',
    async (_name, optimizer) => {
      const paused = await stateAt(await engineOf(first), optimizer, PAUSE);
      const whole = await stateAt(await engineOf(first), optimizer, STEPS, paused);
      for (const second of engineNames.filter((name) => name !== first)) {
        const found = await stateAt(await engineOf(second), optimizer, STEPS, paused);
        expect([second, found.step]).toEqual([second, whole.step]);
        for (const part of ['weights', 'slots'] as const) expectClose(found[part], whole[part]);
      }
    },
  );
});

function expectClose(found: TrainingState['weights'], wanted: TrainingState['weights']): void {
  expect([...found.keys()]).toEqual([...wanted.keys()]);
  for (const [key, { values }] of wanted) {
    // Before batch_norm: its gradient is only rounding, which Adam scales up to a full step.
    if (key.startsWith('c/bias')) continue;
    const differences = values.map((value, index) => Math.abs(value - (found.get(key)?.values[index] ?? NaN)));
    expect([key, Math.max(...differences)]).toEqual([key, expect.closeTo(0, 4)]);
  }
}
