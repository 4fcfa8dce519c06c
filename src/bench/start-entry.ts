import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { emitPytorch } from '../backends/pytorch/emit-pytorch';
import { planThreads } from '../engines/graph/plan-threads';
import { cacheDirectory } from '../engines/tfjs-node/cache';
import { type ThreadPlan, threadVariables } from '../engines/tfjs-node/environment';
import { mainOutput, onlyInput } from '../graph/graph';
import type { TypedGraph } from '../graph/typed-graph';
import type { BenchJob } from './bench-job';
import type { ProcessCommand } from './bench-process';
import { type EntryName, entries, type PythonLibrary } from './entries';
import { kerasScript } from './keras-script';
import { kerasTopology } from './keras-topology';
import { loadProgram } from './load-program';
import { pythonProtocol } from './python-protocol';
import { pytorchScript } from './pytorch-script';
import { recipePlan } from './race-data';
import type { TrainableGraph } from './trainable-graph';

/** What the processes of a benchmark need besides their jobs. */
export interface Surroundings {
  readonly graph: TrainableGraph;
  /** The command and arguments that run modelc's own worker of that name. */
  readonly worker: (name: EntryName, job: BenchJob) => readonly [file: string, ...args: readonly string[]];
  readonly python: string | undefined;
}

type Found =
  | {
      readonly ok: true;
      readonly command: ProcessCommand;
      /** Whether all its threads share one operation, as a matrix product that shows the peak needs. */
      readonly sharesOperations: boolean;
    }
  | { readonly ok: false; readonly reason: string };

/** How to start the process of an entry, or why it cannot be started. */
export async function commandOf(name: EntryName, job: BenchJob, surroundings: Surroundings): Promise<Found> {
  const { runs } = entries[name];
  const { graph, python } = surroundings;
  const plan = threadsOf(name, job, graph);
  const env = { ...threadVariables(plan), OMP_NUM_THREADS: `${job.threads}` };
  const sharesOperations = plan.within === job.threads;
  if (runs === 'node') {
    const [file, ...args] = surroundings.worker(name, job);
    return { ok: true, command: { file, arguments: args, env }, sharesOperations };
  }
  const found = findPython(runs, python);
  if (!found.ok) return found;
  const inFolder = (file: string): string => path.join(job.dataFolder, file);
  fs.writeFileSync(inFolder('protocol.py'), pythonProtocol);
  const script = inFolder(`${runs}-train.py`);
  try {
    fs.writeFileSync(script, await programs[runs](graph, job.dataFolder));
  } catch (error) {
    return { ok: false, reason: (error as Error).message };
  }
  const argument = { ...job, ...aboutModel(graph, job.batch), layout: layouts[name] ?? 'contiguous' };
  return {
    ok: true,
    command: { file: found.file, arguments: [script, JSON.stringify(argument)], env },
    sharesOperations,
  };
}

/**
 * Entries for which TensorFlow runs a whole step, and so operations in parallel: both get the thread plan of the engine
 * `graph`.
 */
const sideBySide: ReadonlySet<EntryName> = new Set<EntryName>(['graph', 'keras-fit']);

function threadsOf(name: EntryName, { batch, precision, threads }: BenchJob, graph: TypedGraph): ThreadPlan {
  if (!sideBySide.has(name)) return { within: threads, between: threads };
  return planThreads(graph, { batchSize: batch, precision }, threads);
}

/** Writes the model into a folder and returns the program that trains it. */
const programs: { readonly [K in PythonLibrary]: (graph: TypedGraph, folder: string) => Promise<string> } = {
  torch: async (graph, folder) => {
    fs.writeFileSync(path.join(folder, 'model.py'), emitPytorch(graph));
    return pytorchScript;
  },
  keras: async (graph, folder) => {
    const model = (await loadProgram(graph, folder)).createModel();
    fs.writeFileSync(path.join(folder, 'model.json'), kerasTopology(model));
    return kerasScript;
  },
};

const layouts: Readonly<Record<string, string>> = {
  'pytorch-channels-last': 'channels_last',
  'pytorch-compile': 'compile',
};

function aboutModel(graph: TrainableGraph, batch: number) {
  const { loss, optimizer, clip } = graph.train;
  const { shape, preprocess } = onlyInput(graph);
  return {
    shape,
    preprocess: { mean: preprocess?.mean ?? [0], std: preprocess?.std ?? [1] },
    outputs: graph.outputs.map(({ name, lossWeight }) => ({ name, weight: lossWeight })),
    main: mainOutput(graph).name,
    train: { loss, optimizer, clip },
    recipeSteps: recipePlan(graph, batch).totalSteps,
  };
}

/** The modules that each library needs besides itself, by Python name, with their usual names. */
const needs: { readonly [K in PythonLibrary]: { readonly modules: readonly string[]; readonly called: string } } = {
  torch: { modules: ['torch', 'numpy'], called: 'PyTorch and numpy' },
  keras: { modules: ['keras', 'tensorflow', 'numpy'], called: 'Keras, TensorFlow and numpy' },
};

/** Checks whether modules exist without loading them, which takes seconds. */
const CHECK = 'import importlib.util, sys; sys.exit(not all(map(importlib.util.find_spec, sys.argv[1:])))';

/** A Python interpreter with a library, or why there is none: the given one, else MODELC_PYTHON, modelc's cache and `python3`. */
function findPython(
  library: PythonLibrary,
  named: string | undefined,
): { readonly ok: true; readonly file: string } | { readonly ok: false; readonly reason: string } {
  const given = named ?? process.env.MODELC_PYTHON;
  const windows = process.platform === 'win32';
  const cached = path.join(cacheDirectory(), 'pytorch-2.13.0', windows ? 'Scripts/python.exe' : 'bin/python');
  const candidates = given === undefined ? [cached, windows ? 'python' : 'python3'] : [given];
  const { modules, called } = needs[library];
  const file = candidates.find((candidate) => spawnSync(candidate, ['-c', CHECK, ...modules]).status === 0);
  if (file !== undefined) return { ok: true, file };
  const places = candidates.map((candidate) => `\`${candidate}\``).join(' or ');
  return { ok: false, reason: `no ${called} in ${places}; \`--python\` names another` };
}
