import { type Engine, type EngineName, engineNames } from './engine';
import { engines, type RuntimeLoaders, runtimes, slowerOnRuntime, strategyOf } from './engines';
import type { ThreadPlan } from './tfjs-node/environment';

/** What a user can request: an engine by name, or the best one that loads. */
export type EngineChoice = 'auto' | EngineName;

/** Why a faster engine is not used, and how to get it. */
export interface PassedOver {
  readonly name: EngineName;
  readonly reason: string;
  readonly help: string;
}

/** The engine to train with, or why there is none and what to do about it. */
export type ChosenEngine =
  | {
      readonly ok: true;
      readonly engine: Engine;
      /** With `auto`: the next engine on the same runtime, for a model that `engine` does not support. */
      readonly fallback?: Engine;
      readonly passedOver: readonly PassedOver[];
    }
  | { readonly ok: false; readonly reason: string; readonly help: string };

export interface LoadOptions {
  /** For engines whose strategy plans threads. */
  readonly threads?: ThreadPlan;
  readonly load?: RuntimeLoaders;
}

/** Loads the requested engine. Only `auto` tries another runtime if one does not load. */
export async function chooseEngine(choice: EngineChoice, options: LoadOptions = {}): Promise<ChosenEngine> {
  const { threads, load = runtimes } = options;
  const passedOver: PassedOver[] = [];
  for (const name of choice === 'auto' ? fastestOfEachRuntime() : [choice]) {
    const result = await load[engines[name].runtime](strategyOf(name).plansThreads ? threads : undefined);
    if (result.ok) {
      const [slower] = choice === 'auto' ? slowerOnRuntime(name) : [];
      const fallback = slower && { fallback: { ...result.runtime, name: slower } };
      return { ok: true, engine: { ...result.runtime, name }, ...fallback, passedOver };
    }
    passedOver.push({ name, reason: result.reason, help: result.help });
  }
  const reasons = passedOver.map(({ name, reason }) => `the engine \`${name}\` does not load: ${reason}`);
  return { ok: false, reason: reasons.join('; '), help: passedOver.map(({ help }) => help).join('; or ') };
}

function fastestOfEachRuntime(): readonly EngineName[] {
  return engineNames.filter(
    (name, index) => !engineNames.slice(0, index).some((faster) => engines[faster].runtime === engines[name].runtime),
  );
}
