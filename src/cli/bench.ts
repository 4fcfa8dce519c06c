import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { type Command, InvalidArgumentError, Option } from 'commander';
import type { BenchJob } from '../bench/bench-job';
import type { BenchResult } from '../bench/bench-result';
import { type EntryName, entryNames, type NodeEntry } from '../bench/entries';
import { printable } from '../diagnostics/printable';
import { openSoundSpec } from './open-spec';
import { positiveInteger } from './positive-integer';
import { type SpecOptions, withSpecOptions } from './spec-options';

interface Options extends SpecOptions {
  readonly engines: readonly EntryName[];
  readonly batchSize?: number;
  readonly rounds: number;
  readonly seconds: number;
  readonly threads?: number;
  readonly accuracy?: number;
  readonly seeds: number;
  readonly python?: string;
  readonly write?: string;
  readonly force?: boolean;
  readonly quiet?: boolean;
  readonly format: 'human' | 'json';
}

const EXAMPLES = `
Examples:
  modelc bench spec.yaml
  modelc bench spec.yaml --engines eager,pytorch-channels-last --rounds 9
  modelc bench spec.yaml --batch-size 16 --format json
  modelc bench spec.yaml --engines graph,pytorch --accuracy 98.98
  modelc bench spec.yaml --write docs/benchmarks.md      adds a section and a plot to that page`;

/** Adds `modelc bench` and the hidden command that its worker processes run; exit code 2 if no engine could run. */
export function addBenchCommand(program: Command): void {
  const command = program
    .command('bench')
    .description('benchmark training against other engines and frameworks')
    .argument('<spec>', 'path of a YAML file; without `train`, default training settings are used');
  withSpecOptions(command)
    .addOption(
      new Option('--engines <names>', `what to measure, separated by commas: ${entryNames.join(', ')}`)
        .argParser(entryList)
        .default(entryNames, 'all'),
    )
    .option('--batch-size <count>', 'images per step (default: from the spec)', positiveInteger(65_536))
    .option('--rounds <count>', 'measured rounds per engine', positiveInteger(1000), 5)
    .option('--seconds <count>', 'approximate length of a round', positiveInteger(3600), 2)
    .option('--threads <count>', 'threads per engine (default: all cores)', positiveInteger(4096))
    .option(
      '--accuracy <percent>',
      'also train as the spec says to this MNIST test accuracy, evaluating eight times per epoch',
      percentage,
    )
    .option('--seeds <count>', 'number of seeds to train with for `--accuracy`', positiveInteger(100), 3)
    .option('--python <file>', 'Python interpreter with PyTorch, Keras on TensorFlow, or both')
    .option('--write <file>', 'also write the result to a section of a Markdown page, with a plot next to it')
    .option('--force', 'overwrite files that modelc did not write')
    .option('--quiet', 'print only the result and errors')
    .addOption(new Option('--format <format>', 'format of the result').choices(['human', 'json']).default('human'))
    .addHelpText('after', EXAMPLES)
    .action(bench);
  const worker = program
    .command('bench-worker', { hidden: true })
    .argument('<engine>')
    .argument('<spec>')
    .argument('<job>');
  withSpecOptions(worker).action(work);
}

async function bench(file: string, options: Options): Promise<void> {
  const { engines, batchSize, rounds, seconds, python, quiet = false, format } = options;
  if (file === '-')
    return refuse('`bench` cannot read standard input: each engine reads the spec itself', 'save it to a file');
  const spec = openSoundSpec(file, options);
  if (!spec) return;
  const { trainableGraph } = await import('../bench/trainable-graph.js');
  const graph = trainableGraph(spec.graph);
  if ('obstacle' in graph) return refuse(graph.obstacle, 'measure another spec, such as `specs/inception-mnist.yaml`');
  const { write, force = false, accuracy, seeds } = options;
  const { raceObstacle } = await import('../bench/race-data.js');
  const noRace = accuracy === undefined ? undefined : raceObstacle(spec.graph);
  if (noRace !== undefined) return refuse(noRace, 'omit `--accuracy`, or measure another spec');
  const obstacle = write === undefined ? undefined : await firstObstacle(write, graph.name, force);
  if (obstacle) return refuse(obstacle.message, obstacle.help);
  for (const [signal, code] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)
    process.once(signal, () => process.exit(code));
  const { BenchFolderError, runBench } = await import('../bench/run-bench.js');
  const { renderBench } = await import('../bench/render-bench.js');
  const result = await runBench({
    ...{ graph, entries: engines, batch: batchSize ?? graph.train.batchSize, rounds, seconds, python },
    races: accuracy === undefined ? undefined : { accuracy: accuracy / 100, seeds },
    threads: options.threads ?? os.availableParallelism(),
    worker: (name, job) => workerCommand(name, file, job, options),
    say: (line) => {
      if (!quiet) process.stderr.write(`${printable(line)}\n`);
    },
  }).catch((error: unknown) => {
    if (error instanceof BenchFolderError) return error;
    throw error;
  });
  if (result instanceof Error) return refuse(result.message, 'set `TMPDIR` to another folder');
  const text = format === 'json' ? JSON.stringify(result, null, 2) : renderBench(result);
  process.stdout.write(`${text}\n`);
  if (result.engines.length === 0) return refuse('no engine could run', 'see the result for the reasons');
  if (write !== undefined) await writePage(result, write, force);
}

/** This program, as the worker process of one engine. */
function workerCommand(name: EntryName, file: string, job: BenchJob, { set, root }: SpecOptions) {
  const settings = [...(set ?? [])].flatMap(([key, value]) => ['--set', `${key}=${value}`]);
  const main = process.argv[1] ?? '';
  const options = [...settings, ...(root === undefined ? [] : ['--root', root])];
  return [process.execPath, main, 'bench-worker', ...options, '--', name, file, JSON.stringify(job)] as const;
}

async function work(name: NodeEntry, file: string, job: string, options: SpecOptions): Promise<void> {
  const spec = openSoundSpec(file, options);
  if (!spec) return;
  const { runNodeWorker } = await import('../bench/workers/node-worker.js');
  try {
    await runNodeWorker(name, spec.graph, JSON.parse(job) as BenchJob);
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n`);
    process.exitCode = 2;
  }
}

/** The plot lies next to its page and is named after the spec, since a page may have several. */
const plotOf = (page: string, spec: string): string =>
  page.replace(/(\.md)?$/, `-${spec.replaceAll(/[^\w-]+/g, '-')}.svg`);

/** Checked before a long run, not after it. */
async function firstObstacle(page: string, spec: string, force: boolean) {
  const { obstacleTo } = await import('../files/write-program.js');
  return obstacleTo(plotOf(page, spec), force) ?? obstacleTo(page, force);
}

async function writePage(result: BenchResult, file: string, force: boolean): Promise<void> {
  const { renderPage } = await import('../bench/render-page.js');
  const { renderPlot } = await import('../bench/render-plot.js');
  const { writeProgram } = await import('../files/write-program.js');
  const plot = plotOf(file, result.spec);
  const page = renderPage(result, path.basename(plot), existing(file));
  for (const [name, text] of [
    [plot, renderPlot(result)],
    [file, page],
  ] as const) {
    const problem = writeProgram(name, text, force);
    if (problem) return refuse(problem.message, problem.help);
    process.stderr.write(`wrote ${printable(name)}\n`);
  }
}

function existing(file: string): string | undefined {
  return fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : undefined;
}

function refuse(message: string, help: string): void {
  process.stderr.write(`error: ${printable(message)}\n  = help: ${help}\n`);
  process.exitCode = 2;
}

function percentage(written: string): number {
  const value = Number(written);
  if (!(value > 0 && value <= 100)) throw new InvalidArgumentError('It must be a number above 0 and at most 100.');
  return value;
}

function entryList(written: string): readonly EntryName[] {
  const names = written.split(',').map((name) => name.trim());
  const wrong = names.find((name) => !(entryNames as readonly string[]).includes(name));
  if (wrong !== undefined) throw new InvalidArgumentError(`\`${wrong}\` is not one of ${entryNames.join(', ')}.`);
  return [...new Set(names)] as EntryName[];
}
