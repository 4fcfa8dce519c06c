import { setFlagsFromString } from 'node:v8';
import type { TypedGraph } from '../graph/typed-graph';
import type { StepSettings } from '../schema/train';
import { checkState } from '../tensors/training-state';
import type { Engine } from './engine';
import { guardTrainer } from './engine-error';
import { strategyOf } from './engines';
import type { Trainer } from './trainer';

/**
 * How much V8's heap may grow between two collections. A step leaves a little garbage in the old generation, which V8 would let
 * grow for 90,000 steps: it would look like a leak.
 */
const HEAP_GROWING_PERCENT = 10;

/** The trainer of a graph on an engine, before its first step. */
export async function makeTrainer(graph: TypedGraph, engine: Engine, settings: StepSettings): Promise<Trainer> {
  setFlagsFromString(`--heap-growing-percent=${HEAP_GROWING_PERCENT}`);
  const trainer = await guardTrainer(engine.name, () => strategyOf(engine.name).create(graph, engine, settings));
  return {
    ...trainer,
    async restore(state) {
      checkState(graph, settings.optimizer, state);
      await trainer.restore(state);
    },
  };
}
