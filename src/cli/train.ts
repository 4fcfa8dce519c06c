import path from 'node:path';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { version } from '../../package.json';
import { printable } from '../diagnostics/printable';
import type { Problem } from '../diagnostics/problem';
import type { EngineChoice } from '../engines/choose-engine';
import { engineNames } from '../engines/engine';
import type { TypedGraph } from '../graph/typed-graph';
import { type Precision, precisions, type TrainSettings } from '../schema/train';
import { formatCount, formatCounted } from '../summary/format';
import { summarizeGraph } from '../summary/summary';
import type { ChosenDataset } from '../training/choose-dataset';
import type { Failure } from '../training/failure';
import type { RunSpec, RunStart, RunWatcher, TrainRequest } from '../training/run';
import { exitCodeOf, type Interruption, listenForInterruption } from './interruption';
import { openSoundSpec } from './open-spec';
import { positiveInteger } from './positive-integer';
import { type SpecOptions, withSpecOptions } from './spec-options';
import { isInteractive, paintFor } from './terminal';

interface Options extends SpecOptions {
  readonly engine: EngineChoice;
  readonly epochs?: number;
  readonly steps?: number;
  readonly batchSize?: number;
  readonly seed?: number;
  readonly precision?: Precision;
  readonly learningRate?: number;
  readonly data?: string;
  readonly validate?: number;
  readonly out?: string;
  readonly quiet?: boolean;
  readonly format: 'human' | 'json';
}

const EXAMPLES = `
Examples:
  modelc train spec.yaml
  modelc train spec.yaml --engine wasm --epochs 1
  modelc train spec.yaml --steps 300 --out runs/short --format json
  modelc train spec.yaml --validate 5000      tune hyperparameters without using the test images`;

/** Adds `modelc train`; exit codes: 1 the spec has errors, 2 usage, files or engine, 3 diverged, 130 and 143 after a signal. */
export function addTrainCommand(program: Command): void {
  const command = program
    .command('train')
    .description('train the model and report its test accuracy')
    .argument('<spec>', 'path of a YAML file with a `train` section; - reads standard input');
  withSpecOptions(command)
    .addOption(
      new Option('--engine <engine>', 'training engine; auto uses the native engine if it loads')
        .choices(['auto', ...engineNames])
        .default('auto'),
    )
    .option('--epochs <count>', 'passes over the training images (default: from the spec)', positiveInteger(100_000))
    .option('--steps <count>', 'stop after this many steps, without shortening the schedule', positiveInteger(2 ** 32))
    .option('--batch-size <count>', 'images per step (default: from the spec)', positiveInteger(65_536))
    .option('--seed <number>', 'random seed (default: from the spec)', wholeNumber)
    .option('--learning-rate <rate>', 'peak learning rate of the optimizer (default: from the spec)', learningRate)
    .addOption(
      new Option('--precision <precision>', 'precision of the computation (default: from the spec)').choices(
        precisions,
      ),
    )
    .option('--data <folder>', 'folder of idx files to train on (default: data set from the spec)')
    .option(
      '--validate <count>',
      'hold out this many training images for validation; the test images are not used',
      positiveInteger(2 ** 32),
    )
    .option('--out <folder>', 'new or empty folder for this run (default: runs/<name>-<n>)')
    .option('--quiet', 'print only the result and errors')
    .addOption(new Option('--format <format>', 'format of the result').choices(['human', 'json']).default('human'))
    .addHelpText('after', EXAMPLES)
    .action(train);
}

async function train(file: string, options: Options): Promise<void> {
  const { chooseDataset } = await import('../training/choose-dataset.js');
  const specFolder = file === '-' ? process.cwd() : path.dirname(file);
  let data: ChosenDataset | undefined;
  const spec = openSoundSpec(file, options, {
    data(choice) {
      data = chooseDataset(choice, specFolder, options.data);
      return data.ok ? data.facts : undefined;
    },
  });
  if (!spec) return;
  const { graph, compilation } = spec;
  if (!graph.train || !data) {
    const message = `${printable(file)} has no \`train\` section`;
    sayProblems([{ message, help: 'add one, such as `train: { dataset: mnist }`' }]);
    process.exitCode = 1;
    return;
  }
  if (!data.ok) {
    sayProblems(data.problems);
    process.exitCode = exitCodes[data.cause];
    return;
  }
  const settings = settingsOf(graph.train, options);
  const { runSpec } = await import('../training/run-spec.js');
  const runOf = { settings, set: options.set, overrides: overridesOf(options), version };
  process.exitCode = await run({ graph, spec: runSpec(compilation, runOf), dataset: data.dataset, settings }, options);
}

/** The options in place of settings of the spec. */
function overridesOf({ epochs, batchSize, seed, precision, learningRate, data }: Options): RunSpec['overrides'] {
  const all = { epochs, batchSize, seed, precision, learningRate, data };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}

function settingsOf(settings: TrainSettings, options: Options): TrainSettings {
  const { epochs, batchSize, seed, precision, learningRate } = options;
  return {
    ...settings,
    optimizer: { ...settings.optimizer, ...(learningRate !== undefined && { learning_rate: learningRate }) },
    dataset: options.data === undefined ? settings.dataset : { type: 'idx', folder: 'data' },
    epochs: epochs ?? settings.epochs,
    batchSize: batchSize ?? settings.batchSize,
    seed: seed ?? settings.seed,
    precision: precision ?? settings.precision,
  };
}

/** The exit code of the command if there is no result. */
const exitCodes: { readonly [C in Failure['cause']]: number } = { spec: 1, surroundings: 2, divergence: 3 };

async function run(
  spec: Pick<TrainRequest, 'graph' | 'spec' | 'dataset' | 'settings'>,
  options: Options,
): Promise<number> {
  const { runTraining } = await import('../training/run-training.js');
  const { renderResult } = await import('../training/progress/render-result.js');
  const { engine, steps, validate, out } = options;
  const request = { ...spec, engine, steps, validate, out };
  const { watcher, exitCode } = await watch(spec.graph, options);
  const outcome = await runTraining(request, watcher);
  if (!outcome.ok) {
    sayProblems(outcome.problems);
    return exitCodes[outcome.cause];
  }
  const { result } = outcome;
  const text =
    options.format === 'json' ? JSON.stringify(result, null, 2) : renderResult(result, paintFor(process.stdout));
  process.stdout.write(`${text}\n`);
  return exitCode();
}

/** Shows progress on standard error, as a bar or in lines, and stops the run on a signal. */
async function watch(graph: TypedGraph, { quiet }: Options): Promise<{ watcher: RunWatcher; exitCode: () => number }> {
  const { progressBar } = await import('../training/progress/progress-bar.js');
  const { progressLines } = await import('../training/progress/progress-lines.js');
  let interruption: Interruption | undefined;
  let stop = (): void => undefined;
  const signal = () => interruption?.signal();
  const watcher: RunWatcher = {
    start(facts) {
      // Before this point a signal ends the process as usual: there is nothing to write yet.
      interruption = listenForInterruption(() => {
        stop();
        if (!quiet) say('stopping after this step; a second signal ends at once');
      });
      if (quiet) return { step: () => undefined, epoch: () => undefined };
      sayStart(graph, facts);
      if (!isInteractive(process.stderr)) return progressLines(facts.plan, say);
      const bar = progressBar(facts.plan, process.stderr);
      stop = bar.stop;
      // Also when a second signal ends the process at once.
      process.once('exit', stop);
      return bar;
    },
    stop: () => stop(),
    evaluating(count) {
      if (!quiet) say(`evaluating on ${formatCounted(count, 'image')}`);
    },
    signal,
  };
  const exitCode = () => {
    const name = signal();
    return name ? exitCodeOf(name) : 0;
  };
  return { watcher, exitCode };
}

function sayStart(graph: TypedGraph, { plan, trainer, folder, passedOver }: RunStart): void {
  const paint = paintFor(process.stderr);
  for (const { reason, help } of passedOver) {
    say(`${paint.bold('note')}: training on the slower engine \`${trainer.engine}\`: ${reason}`);
    say(`  ${paint.cyan('=')} ${paint.bold('help')}: ${help}`);
  }
  const { parameters } = summarizeGraph(graph);
  const { epochs, stepsPerEpoch, batchSize, steps, totalSteps } = plan;
  const limit = steps < totalSteps ? `the first ${formatCount(steps)} of ` : '';
  const count = `${limit}${formatCounted(totalSteps, 'step')} (${epochs} x ${formatCount(stepsPerEpoch)}, batches of ${batchSize})`;
  say(`${paint.bold(printable(graph.name))}: ${formatCounted(parameters.total, 'parameter')}, ${count}`);
  say(`on ${trainer.description}, into ${printable(folder.path)}`);
}

function sayProblems(problems: readonly Problem[]): void {
  const paint = paintFor(process.stderr);
  for (const { message, help } of problems) {
    say(`${paint.red(paint.bold('error'))}${paint.bold(`: ${printable(message)}`)}`);
    say(`  ${paint.cyan('=')} ${paint.bold('help')}: ${printable(help)}`);
  }
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

function learningRate(written: string): number {
  const value = Number(written);
  if (written.trim() === '' || !(value > 0 && Number.isFinite(value)))
    throw new InvalidArgumentError('It must be a number above 0, such as `--learning-rate 0.01`.');
  return value;
}

function wholeNumber(written: string): number {
  const value = Number(written);
  if (!/^\d+$/.test(written) || !Number.isSafeInteger(value))
    throw new InvalidArgumentError(`It must be a whole number from 0 to ${Number.MAX_SAFE_INTEGER}.`);
  return value;
}
