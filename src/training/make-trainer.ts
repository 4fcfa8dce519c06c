import type { TypedGraph } from '../graph/typed-graph';
import { createEagerTrainer } from './eager/eager-trainer';
import type { Engine } from './engines/engine';
import { guardTrainer } from './engines/engine-error';
import { createGraphTrainer } from './graph/graph-trainer';
import type { StepSettings, Trainer } from './trainer';

/** The trainer of a graph on an engine, before its first step. */
export function makeTrainer(graph: TypedGraph, engine: Engine, settings: StepSettings): Promise<Trainer> {
  const create = engine.name === 'graph' ? createGraphTrainer : createEagerTrainer;
  return guardTrainer(engine.name, () => create(graph, engine, settings));
}
