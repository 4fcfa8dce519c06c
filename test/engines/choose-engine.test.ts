import { chooseEngine, type EngineChoice } from '../../src/engines/choose-engine';
import { type EngineName, engineNames, type RuntimeName, type RuntimeResult } from '../../src/engines/engine';
import { type RuntimeLoaders, strategyOf } from '../../src/engines/engines';
import type { ThreadPlan } from '../../src/engines/tfjs-node/environment';

/** Loaders of which only the named ones work, and the calls that they received. */
function loaders(working: readonly RuntimeName[]) {
  const asked: RuntimeName[] = [];
  const given: (ThreadPlan | undefined)[] = [];
  const loader =
    (name: RuntimeName) =>
    async (threads?: ThreadPlan): Promise<RuntimeResult> => {
      asked.push(name);
      given.push(threads);
      if (!working.includes(name)) return { ok: false, reason: `${name} is missing`, help: `get ${name}` };
      return { ok: true, runtime: { tf: {} as never, description: name } };
    };
  const load: RuntimeLoaders = { 'tfjs-node': loader('tfjs-node'), wasm: loader('wasm') };
  return { load, asked, given };
}

const both: RuntimeName[] = ['tfjs-node', 'wasm'];

test.each<[EngineChoice, RuntimeName[], EngineName, RuntimeName[], EngineName[]]>([
  ['auto', both, 'graph', ['tfjs-node'], []],
  ['auto', ['wasm'], 'wasm', ['tfjs-node', 'wasm'], ['graph']],
  ['wasm', both, 'wasm', ['wasm'], []],
  ['tensorflow', both, 'tensorflow', ['tfjs-node'], []],
  ['graph', both, 'graph', ['tfjs-node'], []],
])('%s with %p takes %s', async (choice, working, taken, asked, passedOver) => {
  const { load, ...fake } = loaders(working);
  const result = await chooseEngine(choice, { load });
  expect(result).toMatchObject({ ok: true, engine: { name: taken } });
  expect(fake.asked).toEqual(asked);
  expect(result.ok && result.passedOver).toEqual(
    passedOver.map((name) => ({ name, reason: 'tfjs-node is missing', help: 'get tfjs-node' })),
  );
});

test.each<[EngineChoice, RuntimeName[], EngineName | undefined]>([
  ['auto', both, 'tensorflow'],
  ['auto', ['wasm'], undefined],
  ['graph', both, undefined],
])('%s with %p falls back to %s', async (choice, working, expected) => {
  const chosen = await chooseEngine(choice, { load: loaders(working).load });
  expect(chosen.ok && chosen.fallback?.name).toBe(expected);
});

test.each(engineNames)('threads are planned for %s where its strategy plans them', async (name) => {
  const threads = { within: 1, between: 2 };
  const { load, given } = loaders(both);
  await chooseEngine(name, { load, threads });
  expect(given).toEqual([strategyOf(name).plansThreads ? threads : undefined]);
  expect(strategyOf(name).plansThreads).toBe(name === 'graph');
});

test.each<[EngineChoice, RuntimeName[], RegExp, string]>([
  ['tensorflow', ['wasm'], /^the engine `tensorflow` does not load: tfjs-node is missing$/, 'get tfjs-node'],
  ['wasm', ['tfjs-node'], /^the engine `wasm` does not load: wasm is missing$/, 'get wasm'],
  ['auto', [], /`graph` does not load: tfjs-node is missing; the engine `wasm`/, 'get tfjs-node; or get wasm'],
])('%s with %p fails with a reason', async (choice, working, reason, help) => {
  expect(await chooseEngine(choice, { load: loaders(working).load })).toEqual({
    ok: false,
    reason: expect.stringMatching(reason),
    help,
  });
});
