import { chooseEngine, type EngineChoice, type Loaders } from '../../src/engines/choose-engine';
import type { EngineName, EngineResult } from '../../src/engines/engine';

/** Loaders of which only the named ones work, and what was asked of them. */
function loaders(working: readonly EngineName[]): { load: Loaders; asked: EngineName[] } {
  const asked: EngineName[] = [];
  const loader = (name: EngineName) => async (): Promise<EngineResult> => {
    asked.push(name);
    if (!working.includes(name)) return { ok: false, reason: `${name} is missing`, help: `get ${name}` };
    return { ok: true, engine: { name, tf: {} as never, description: name } };
  };
  return { load: { graph: loader('graph'), tensorflow: loader('tensorflow'), wasm: loader('wasm') }, asked };
}

const all: EngineName[] = ['graph', 'tensorflow', 'wasm'];

test.each<[EngineChoice, EngineName[], EngineName, EngineName[], EngineName[]]>([
  ['auto', all, 'graph', ['graph'], []],
  ['auto', ['wasm'], 'wasm', ['graph', 'wasm'], ['graph']],
  ['wasm', all, 'wasm', ['wasm'], []],
  ['tensorflow', all, 'tensorflow', ['tensorflow'], []],
  ['graph', all, 'graph', ['graph'], []],
])('%s with %p takes %s', async (choice, working, taken, asked, passedOver) => {
  const fake = loaders(working);
  const result = await chooseEngine(choice, fake.load);
  expect(result).toMatchObject({ ok: true, engine: { name: taken } });
  expect(fake.asked).toEqual(asked);
  expect(result.ok && result.passedOver).toEqual(
    passedOver.map((name) => ({ name, reason: `${name} is missing`, help: `get ${name}` })),
  );
});

test.each<[EngineChoice, EngineName | undefined]>([
  ['auto', 'tensorflow'],
  ['graph', undefined],
])('what %s falls back to, once the graph is loaded: %s', async (choice, expected) => {
  const chosen = await chooseEngine(choice, loaders(all).load);
  expect(chosen.ok && chosen.fallback?.name).toBe(expected);
});

test.each<[EngineChoice, EngineName[], RegExp, string]>([
  ['tensorflow', ['wasm'], /^the engine `tensorflow` does not load: tensorflow is missing$/, 'get tensorflow'],
  ['wasm', ['tensorflow'], /^the engine `wasm` does not load: wasm is missing$/, 'get wasm'],
  ['auto', [], /graph is missing; the engine `wasm`/, 'get graph; or get wasm'],
])('%s with %p fails in words', async (choice, working, reason, help) => {
  expect(await chooseEngine(choice, loaders(working).load)).toEqual({
    ok: false,
    reason: expect.stringMatching(reason),
    help,
  });
});
