import { setFlagsFromString } from 'node:v8';
import type { TypedGraph } from '../graph/typed-graph';
import type { StepSettings } from '../schema/train';
import { createEagerTrainer } from './eager/eager-trainer';
import type { Engine } from './engine';
import { guardTrainer } from './engine-error';
import { createGraphTrainer } from './graph/graph-trainer';
import type { Trainer } from './trainer';

/**
 * How much V8's heap may grow between two collections. A step leaves a little garbage that is old already, which V8 would gather for
 * 90,000 steps: memory would seem to leak.
 */
const HEAP_GROWING_PERCENT = 10;

/** The trainer of a graph on an engine, before its first step. */
export function makeTrainer(graph: TypedGraph, engine: Engine, settings: StepSettings): Promise<Trainer> {
  setFlagsFromString(`--heap-growing-percent=${HEAP_GROWING_PERCENT}`);
  const create = engine.name === 'graph' ? createGraphTrainer : createEagerTrainer;
  return guardTrainer(engine.name, () => create(graph, engine, settings));
}
