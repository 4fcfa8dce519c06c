import type { Engine, EngineName, EngineResult } from './engine';
import type { ThreadPlan } from './tfjs-node/environment';
import { loadTensorflow } from './tfjs-node/load';
import { loadWasm } from './wasm/load';

/** What a user may ask for: an engine by name, or the best one that loads. */
export const engineChoices = ['auto', 'graph', 'tensorflow', 'wasm'] as const;
export type EngineChoice = (typeof engineChoices)[number];

/** How each engine is loaded. */
export type Loaders = { readonly [K in EngineName]: () => Promise<EngineResult> };

/** The loaders, with the threads that the engine `graph` is to have. */
export function loadersWith(threads?: ThreadPlan): Loaders {
  return {
    graph: async () => {
      const result = await loadTensorflow(threads);
      return result.ok ? { ok: true, engine: { ...result.engine, name: 'graph' } } : result;
    },
    tensorflow: () => loadTensorflow(),
    wasm: () => loadWasm(),
  };
}

/** What `auto` tries, the fastest first; `tensorflow` needs what `graph` needs, and is slower. */
const automatic: readonly EngineName[] = ['graph', 'wasm'];

/** Why a faster engine is not used, and how to get it. */
export interface PassedOver {
  readonly name: EngineName;
  readonly reason: string;
  readonly help: string;
}

/** A choice that was made, or in words why there is none and what to do about it. */
export type ChosenEngine =
  | {
      readonly ok: true;
      readonly engine: Engine;
      /** What `auto` goes on with where `engine` can't take the model: the same library, one operation after the other. */
      readonly fallback?: Engine;
      readonly passedOver: readonly PassedOver[];
    }
  | { readonly ok: false; readonly reason: string; readonly help: string };

/** Loads the engine that was asked for. Only `auto` goes on to another one where it does not load. */
export async function chooseEngine(choice: EngineChoice, load: Loaders = loadersWith()): Promise<ChosenEngine> {
  const names = choice === 'auto' ? automatic : [choice];
  const failures: PassedOver[] = [];
  for (const name of names) {
    const result = await load[name]();
    if (result.ok) return { ok: true, ...withFallback(result.engine, choice), passedOver: failures };
    failures.push({ name, reason: result.reason, help: result.help });
  }
  const reason = failures
    .map((failure) => `the engine \`${failure.name}\` does not load: ${failure.reason}`)
    .join('; ');
  return { ok: false, reason, help: failures.map(({ help }) => help).join('; or ') };
}

function withFallback(engine: Engine, choice: EngineChoice): { readonly engine: Engine; readonly fallback?: Engine } {
  return choice === 'auto' && engine.name === 'graph'
    ? { engine, fallback: { ...engine, name: 'tensorflow' } }
    : { engine };
}
