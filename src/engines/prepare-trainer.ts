import type { TypedGraph } from '../graph/typed-graph';
import type { StepSettings } from '../schema/train';
import { checkPrecision } from './check-precision';
import type { ChosenEngine, PassedOver } from './choose-engine';
import { EngineError } from './engine-error';
import { makeTrainer } from './make-trainer';
import { rehearse } from './rehearse';
import type { Trainer } from './trainer';

/** A trainer before its first step, and the faster engines that it replaces. */
export interface PreparedTrainer {
  readonly trainer: Trainer;
  readonly passedOver: readonly PassedOver[];
}

/**
 * The trainer of a run on the chosen engine or, if that does not support the model or can't run it, on its fallback, if that supports the
 * precision of the run. Rejects with an EngineError.
 */
export async function prepareTrainer(
  graph: TypedGraph,
  { engine, fallback, passedOver }: Extract<ChosenEngine, { ok: true }>,
  settings: StepSettings,
): Promise<PreparedTrainer> {
  try {
    const trainer = await makeTrainer(graph, engine, settings);
    if (fallback) await rehearse(trainer, graph);
    return { trainer, passedOver };
  } catch (error) {
    if (!(error instanceof EngineError) || !fallback || checkPrecision(fallback.name, settings.precision)) throw error;
    const { name } = engine;
    const { message: reason, help } = error;
    const trainer = await makeTrainer(graph, fallback, settings);
    return { trainer, passedOver: [...passedOver, { name, reason, help }] };
  }
}
