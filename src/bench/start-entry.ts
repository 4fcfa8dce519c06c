import fs from 'node:fs';
import path from 'node:path';
import { emitPytorch } from '../backends/pytorch/emit-pytorch';
import { onlyInput } from '../graph/graph';
import type { TypedGraph } from '../graph/typed-graph';
import type { BenchJob } from './bench-job';
import type { ProcessCommand } from './bench-process';
import { type EntryName, entries } from './entries';
import { findPython } from './find-python';
import { pytorchScript } from './pytorch-script';

/** What the processes of a benchmark need besides their jobs. */
export interface Surroundings {
  readonly graph: TypedGraph;
  /** The command and arguments that run modelc's own worker of a name. */
  readonly worker: (name: EntryName, job: BenchJob) => readonly [file: string, ...args: readonly string[]];
  readonly python: string | undefined;
}

/** How the process of an entry is started, or why it can't be. */
export function commandOf(
  name: EntryName,
  job: BenchJob,
  { graph, worker, python }: Surroundings,
): { readonly ok: true; readonly command: ProcessCommand } | { readonly ok: false; readonly reason: string } {
  if (entries[name].runs === 'node') {
    const [file, ...args] = worker(name, job);
    const threads = `${job.threads}`;
    const env = { TF_NUM_INTRAOP_THREADS: threads, OMP_NUM_THREADS: threads };
    return { ok: true, command: { file, arguments: args, env } };
  }
  const found = findPython(python);
  if (!found.ok) return found;
  const script = path.join(job.dataFolder, 'train.py');
  fs.writeFileSync(path.join(job.dataFolder, 'model.py'), emitPytorch(graph));
  fs.writeFileSync(script, pytorchScript);
  const told = { ...job, ...aboutModel(graph), layout: layouts[name] ?? 'contiguous' };
  return { ok: true, command: { file: found.file, arguments: [script, JSON.stringify(told)], env: {} } };
}

const layouts: Readonly<Record<string, string>> = {
  'pytorch-channels-last': 'channels_last',
  'pytorch-compile': 'compile',
};

function aboutModel(graph: TypedGraph) {
  const { loss, optimizer, clip } = graph.train ?? {};
  return {
    shape: onlyInput(graph).shape,
    outputs: graph.outputs.map(({ name, lossWeight }) => ({ name, weight: lossWeight })),
    train: { loss, optimizer, clip },
  };
}
