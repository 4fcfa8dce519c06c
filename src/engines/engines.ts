import type { TypedGraph } from '../graph/typed-graph';
import type { Precision, StepSettings } from '../schema/train';
import { createEagerTrainer } from './eager/eager-trainer';
import { type Engine, type EngineName, engineNames, type RuntimeName, type RuntimeResult } from './engine';
import { createGraphTrainer } from './graph/graph-trainer';
import type { ThreadPlan } from './tfjs-node/environment';
import { loadTensorflow } from './tfjs-node/load';
import type { Trainer } from './trainer';
import { loadWasm } from './wasm/load';

/** A way to train on a runtime: a whole step as one program, or tfjs operations one by one. */
export type StrategyName = 'graph' | 'eager';

interface Strategy {
  create(graph: TypedGraph, engine: Engine, settings: StepSettings): Trainer | Promise<Trainer>;
  readonly precisions: readonly Precision[];
  /** Whether threads are planned for the model; otherwise the runtime splits each operation over all cores. */
  readonly plansThreads: boolean;
}

export const strategies: { readonly [S in StrategyName]: Strategy } = {
  graph: { create: createGraphTrainer, precisions: ['f32', 'bf16'], plansThreads: true },
  eager: { create: createEagerTrainer, precisions: ['f32'], plansThreads: false },
};

/** How to load a runtime; one without its own threads ignores the plan. */
export type RuntimeLoaders = { readonly [R in RuntimeName]: (threads?: ThreadPlan) => Promise<RuntimeResult> };

export const runtimes: RuntimeLoaders = {
  'tfjs-node': (threads) => loadTensorflow(threads),
  wasm: () => loadWasm(),
};

/** What each engine is made of. */
export const engines: {
  readonly [E in EngineName]: { readonly runtime: RuntimeName; readonly strategy: StrategyName };
} = {
  graph: { runtime: 'tfjs-node', strategy: 'graph' },
  tensorflow: { runtime: 'tfjs-node', strategy: 'eager' },
  wasm: { runtime: 'wasm', strategy: 'eager' },
};

/** The strategy of an engine. */
export function strategyOf(name: EngineName): Strategy {
  return strategies[engines[name].strategy];
}

/** The slower engines on the same runtime. */
export function slowerOnRuntime(name: EngineName): readonly EngineName[] {
  const slower = engineNames.slice(engineNames.indexOf(name) + 1);
  return slower.filter((other) => engines[other].runtime === engines[name].runtime);
}
