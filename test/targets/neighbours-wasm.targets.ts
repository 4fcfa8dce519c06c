import type { Engine, EngineName } from '../../src/engines/engine';
import { engines } from '../../src/engines/engines';
import { kinds } from '../../src/schema/kinds';
import { loadEngine } from '../support/load-engine';
import { differences } from './compare';
import { type Job, makeJob, type Results } from './job';
import { isRounding, netOf, type Path, pathsOf } from './neighbours';
import { live } from './targets';

// Slow: every kind after every kind, on two engines.

const loaded = new Map<EngineName, Engine>();
beforeAll(async () => {
  // The native runtime first: it does not load while another one is active.
  for (const name of ['tensorflow', 'wasm'] as const) loaded.set(name, await loadEngine(name));
});

/** The results of an eager engine; tfjs has one active backend at a time. */
async function resultsOn(name: EngineName, job: Job): Promise<Results> {
  const { tf } = loaded.get(name) as Engine;
  await tf.setBackend(engines[name].runtime === 'wasm' ? 'wasm' : 'tensorflow');
  return live(tf, job);
}

async function faultsOf(paths: readonly Path[], training: boolean): Promise<readonly string[]> {
  const job = makeJob(netOf(paths), 1, { batch: 2, training });
  const reference = await resultsOn('tensorflow', job);
  const found = differences(await resultsOn('wasm', job), reference).filter(({ what }) => !isRounding(job.graph, what));
  return found.map(({ what, by }) => `${what} is off by ${by}`);
}

test.each(kinds.map((kind, index) => [kind, index] as const))(
  'WebAssembly computes every kind after a convolution and %s as TensorFlow does',
  async (first, own) => {
    const paths = kinds.flatMap((second, index) =>
      pathsOf([first, second], index).filter(({ bias, frozen }) => frozen || bias === ((own + index) % 2 === 0)),
    );
    const thawed = paths.filter(({ frozen }) => !frozen);
    const found = [await faultsOf(paths, true), await faultsOf(thawed, false)];
    expect(found.flat()).toEqual([]);
  },
);

test('detects weights that differ by a hundredth', async () => {
  const job = makeJob(netOf(pathsOf(['relu', 'tanh'], 1)), 1, { batch: 2, training: true });
  const weights = new Map(
    [...job.weights].map(([key, { shape, values }]) => [key, { shape, values: values.map((value) => 1.01 * value) }]),
  );
  const found = differences(await resultsOn('wasm', { ...job, weights }), await resultsOn('tensorflow', job));
  expect(found.map(({ what }) => what)).toContain('output/0');
});
