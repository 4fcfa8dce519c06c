import { EngineError, guardTrainer } from '../../src/engines/engine-error';
import { fakeTrainer } from '../training/loop/support';

const batch = { images: new Uint8Array(), labels: new Uint8Array(), count: 0 };

test.each(['train', 'evaluate', 'weights'] as const)(
  'what %s throws is put in words, and nothing more is asked',
  async (method) => {
    let disposed = 0;
    const cause = new Error('memory access out of bounds\n    at wasm');
    const trainer = await guardTrainer('wasm', () => ({
      ...fakeTrainer(),
      [method]: () => Promise.reject(cause),
      dispose: () => {
        disposed++;
      },
    }));
    const error = await trainer[method](batch, 0).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(EngineError);
    expect(error).toMatchObject({ message: 'engine `wasm` failed: memory access out of bounds', cause });
    trainer.dispose();
    expect(disposed).toBe(0);
  },
);

test('leaves a working trainer unchanged', async () => {
  let disposed = 0;
  const fake = fakeTrainer();
  const trainer = await guardTrainer('wasm', () => ({ ...fake, dispose: () => void disposed++ }));
  expect(await trainer.train(batch, 0.5)).toEqual({ loss: 0, correct: 0 });
  expect(fake.calls).toHaveLength(1);
  trainer.dispose();
  expect(disposed).toBe(1);
});

test('wraps errors of its creation too', async () => {
  const make = () => {
    throw new RangeError('Array buffer allocation failed');
  };
  await expect(guardTrainer('tensorflow', make)).rejects.toThrow(
    new EngineError('tensorflow', new RangeError('Array buffer allocation failed')),
  );
});

test.each([
  ['wasm', 'memory access out of bounds', 'use a smaller `--batch-size`; run `modelc doctor` to check this machine'],
  ['graph', 'OOM when allocating tensor', 'use a smaller `--batch-size`; run `modelc doctor` to check this machine'],
  [
    'graph',
    'Fusion is not implemented',
    'this is a fault of the engine, not of the model: train in f32 with `--engine tensorflow`',
  ],
  ['tensorflow', 'no kernel', 'this is a fault of the engine, not of the model: train in f32 with `--engine wasm`'],
] as const)('engine %s, "%s": %s', (engine, cause, help) => {
  expect(new EngineError(engine, new Error(cause)).help).toBe(help);
});
