import type { TypedGraph } from '../../graph/typed-graph';
import { createEagerTrainer } from '../../training/eager/eager-trainer';
import type { EngineResult } from '../../training/engines/engine';
import { loadTensorflow } from '../../training/engines/tensorflow/load';
import { loadWasm } from '../../training/engines/wasm/load';
import { readBenchData } from '../bench-data';
import type { BenchJob } from '../bench-job';
import type { NodeEntry } from '../entries';
import { layersFit } from './layers-fit';
import { matrixPeak } from './matrix-peak';
import { type Runner, serveRounds } from './serve-rounds';
import { trainerRunner } from './trainer-runner';

/** The whole life of a process of Node that trains for a benchmark; ends when its input ends, and throws what is in its way. */
export async function runNodeWorker(name: NodeEntry, graph: TypedGraph, job: BenchJob): Promise<void> {
  await serveRounds(await runners[name](graph, job), job);
}

/** A hundredth of the spec's rate: as fast, and random pixels drive nothing out of bounds. */
const RATE_SHARE = 0.01;

const runners: { readonly [K in NodeEntry]: (graph: TypedGraph, job: BenchJob) => Promise<Runner> } = {
  eager: (graph, job) => eager(graph, job, loadTensorflow()),
  wasm: (graph, job) => eager(graph, job, loadWasm()),
  'layers-fit': async (graph, job) => {
    const { tf } = engineOf(await loadTensorflow());
    return layersFit(
      graph,
      tf as unknown as Parameters<typeof layersFit>[1],
      readBenchData(job.dataFolder),
      job,
      settingsOf(graph),
    );
  },
};

async function eager(graph: TypedGraph, job: BenchJob, loading: Promise<EngineResult>): Promise<Runner> {
  const engine = engineOf(await loading);
  const settings = settingsOf(graph);
  const trainer = createEagerTrainer(graph, engine, settings);
  const peak = () => (engine.name === 'tensorflow' ? matrixPeak(engine.tf) : null);
  return trainerRunner(
    trainer,
    readBenchData(job.dataFolder),
    job,
    RATE_SHARE * settings.optimizer.learning_rate,
    peak,
  );
}

function engineOf(result: EngineResult) {
  if (!result.ok) throw new Error(`${result.reason}; ${result.help}`);
  return result.engine;
}

function settingsOf({ train }: TypedGraph) {
  if (!train) throw new Error('the spec does not say how to train');
  return train;
}
