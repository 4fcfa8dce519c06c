import { createRequire } from 'node:module';
import * as os from 'node:os';
import * as path from 'node:path';
import { loadWasm } from '../../../src/engines/wasm/load';
import { wasmEngine } from './support';

test('the engine describes itself and computes on WebAssembly', async () => {
  const { tf, description } = await wasmEngine();
  expect(description).toMatch(/^tfjs 4\.22\.0 \(WebAssembly with SIMD, one thread\)$/);
  expect(tf.getBackend()).toBe('wasm');
  expect([...tf.add([1, 2], 3).dataSync()]).toEqual([4, 5]);
});

test('gradients are registered, although tfjs-core itself has none', async () => {
  const { tf } = await wasmEngine();
  expect(
    tf
      .grad((x) => tf.sum(tf.square(x)))(tf.tensor1d([1, -2]))
      .dataSync(),
  ).toEqual(Float32Array.of(2, -4));
});

test('loading again returns the same module, without output', async () => {
  const warn = jest.spyOn(console, 'warn').mockImplementation(() => {});
  const [first, second] = [await wasmEngine(), await wasmEngine()];
  expect(second.tf).toBe(first.tf);
  expect(warn).not.toHaveBeenCalled();
  warn.mockRestore();
});

test('the process keeps its error handlers', async () => {
  await wasmEngine();
  const handlers = [...process.listeners('uncaughtException'), ...process.listeners('unhandledRejection')].map(String);
  expect(handlers.filter((handler) => handler.includes('throw'))).toEqual([]);
});

test('names missing packages and how to get them', async () => {
  const elsewhere = createRequire(path.join(os.tmpdir(), 'nowhere', 'index.js'));
  expect(await loadWasm(elsewhere)).toEqual({
    ok: false,
    reason: '@tensorflow/tfjs-core, @tensorflow/tfjs-layers, @tensorflow/tfjs-backend-wasm are not installed',
    help: expect.stringMatching(/^run `npm install @tensorflow\/tfjs-core@4\.22\.0 /),
  });
});

test('a package that does not load is a reason, not an exception', async () => {
  const broken = Object.assign(() => {
    throw new Error('bad magic\nand a long story');
  }, require);
  expect(await loadWasm(broken as unknown as NodeJS.Require)).toMatchObject({
    ok: false,
    reason: 'the WebAssembly backend of tfjs does not load: bad magic',
  });
});
