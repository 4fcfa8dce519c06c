import { checkPrecision } from '../../engines/check-precision';
import { chooseEngine } from '../../engines/choose-engine';
import type { Engine, EngineName } from '../../engines/engine';
import { engines } from '../../engines/engines';
import { makeTrainer } from '../../engines/make-trainer';
import type { TypedGraph } from '../../graph/typed-graph';
import type { TrainSettings } from '../../schema/train';
import { readSplit } from '../bench-data';
import type { BenchJob } from '../bench-job';
import type { NodeEntry } from '../entries';
import { trainableGraph } from '../trainable-graph';
import { layersFit } from './layers-fit';
import { type Runner, serveRounds } from './serve-rounds';
import { matrixPeak, raceTrainer, trainerSteps } from './trainer-runner';

/** The main function of a Node process that trains for a benchmark; ends when its input ends, and throws if it cannot run. */
export async function runNodeWorker(name: NodeEntry, graph: TypedGraph, job: BenchJob): Promise<void> {
  const trainable = trainableGraph(graph);
  if ('obstacle' in trainable) throw new Error(trainable.obstacle);
  await serveRounds(await runners[name](trainable, job, { ...trainable.train, precision: job.precision }), job);
}

/** A hundredth of the spec's rate: just as fast, and random pixels do not make it diverge. */
const RATE_SHARE = 0.01;

type MakeRunner = (graph: TypedGraph, job: BenchJob, settings: TrainSettings) => Promise<Runner>;

const runners: { readonly [K in NodeEntry]: MakeRunner } = {
  graph: trainerOn('graph'),
  eager: trainerOn('tensorflow'),
  wasm: trainerOn('wasm'),
  'layers-fit': async (graph, job, settings) => {
    const { tf } = await load('tensorflow', settings);
    return layersFit(graph, tf, job, settings);
  },
};

function trainerOn(name: EngineName): MakeRunner {
  return async (graph, job, settings) => {
    const engine = await load(name, settings);
    const trainer = await makeTrainer(graph, engine, settings);
    const peak = () => (engines[name].runtime === 'tfjs-node' ? matrixPeak(engine.tf) : null);
    const rate = RATE_SHARE * settings.optimizer.learning_rate;
    const race = async (seed: number) => {
      const racer = await makeTrainer(graph, engine, { ...settings, seed });
      return raceTrainer(racer, seed, job).finally(() => racer.dispose());
    };
    return { run: trainerSteps(trainer, readSplit(job.dataFolder), job.batch, rate), peak, race };
  };
}

async function load(name: EngineName, { precision }: TrainSettings): Promise<Engine> {
  const chosen = await chooseEngine(name);
  if (!chosen.ok) throw new Error(`${chosen.reason}; ${chosen.help}`);
  const imprecise = checkPrecision(name, precision);
  if (imprecise) throw new Error(imprecise.message);
  return chosen.engine;
}
