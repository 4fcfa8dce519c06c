import type { TypedGraph } from '../graph/typed-graph';
import type { TrainSettings } from '../schema/train';
import { createEagerTrainer } from './eager/eager-trainer';
import type { Engine } from './engines/engine';
import { guardTrainer } from './engines/engine-error';
import { createGraphTrainer } from './graph/graph-trainer';
import type { Trainer } from './trainer';

/** The trainer of a graph on an engine, at its first step. */
export function makeTrainer(graph: TypedGraph, engine: Engine, { optimizer, seed }: TrainSettings): Promise<Trainer> {
  const create = engine.name === 'graph' ? createGraphTrainer : createEagerTrainer;
  return guardTrainer(engine.name, () => create(graph, engine, optimizer, seed));
}
