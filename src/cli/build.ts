import path from 'node:path';
import { type Command, Option } from 'commander';
import { checkTfjs } from '../backends/tfjs/check-tfjs';
import { printable } from '../diagnostics/printable';
import { renderDiagnostics } from '../diagnostics/render-diagnostics';
import { Collector, type Report } from '../diagnostics/report';
import type { TypedGraph } from '../graph/typed-graph';
import { openSoundSpec } from './open-spec';
import { type SpecOptions, withSpecOptions } from './spec-options';
import { paintFor } from './terminal';

interface Options extends SpecOptions {
  readonly out: string;
  readonly target: Target | 'savedmodel';
  readonly force?: boolean;
  readonly weights?: string;
  readonly train?: boolean;
}

type Target = keyof typeof targets;

interface TargetDefinition {
  emit(graph: TypedGraph): Promise<string>;
  /** Reports what the target can't say; then nothing is written. */
  check?(graph: TypedGraph, report: Report): void;
  /** The file in the folder of `--out`; undefined where `--out` is the file itself. */
  readonly fileName?: string;
  /** How to run what was written. */
  describe(file: string): string;
}

const targets = {
  tfjs: {
    check: checkTfjs,
    emit: async (graph) => (await import('../backends/tfjs/emit-tfjs.js')).emitTfjs(graph),
    describe: (file) => {
      if (!/\.[cm]?ts$/.test(file)) return 'it is TypeScript for tfjs-node';
      const compiled = file.replace(/(\.[cm]?)ts$/, '$1js');
      return `where @tensorflow/tfjs-node and typescript are installed, compile it by \`npx tsc --target es2022 --module commonjs --skipLibCheck ${file}\` and run \`node ${compiled}\``;
    },
  },
  pytorch: {
    emit: async (graph) => (await import('../backends/pytorch/emit-pytorch.js')).emitPytorch(graph),
    fileName: 'model.py',
    describe: () =>
      'where torch is installed, `from model import Model, preprocess`; `modelc convert --to pytorch` gives it trained weights',
  },
} satisfies Readonly<Record<string, TargetDefinition>>;

const EXAMPLES = `
Examples:
  modelc build spec.yaml --out model.ts
  modelc build spec.yaml --target pytorch --out torch    writes torch/model.py
  modelc build spec.yaml --target savedmodel --weights runs/digits-1/weights.safetensors --out saved
  modelc build spec.yaml --out -`;

/** Adds `modelc build`; its exit code is 0 where a program was written, 1 where the spec has errors, 2 where a file stands in the way. */
export function addBuildCommand(program: Command): void {
  const command = program
    .command('build')
    .description('write the model as a program that a person could have written')
    .argument('<spec>', 'path of a YAML file; - reads standard input');
  withSpecOptions(command)
    .requiredOption(
      '--out <path>',
      'where the program goes: a file, or for pytorch and savedmodel a folder; - prints it',
    )
    .addOption(
      new Option('--target <target>', 'what it is written for')
        .choices([...Object.keys(targets), 'savedmodel'])
        .default('tfjs'),
    )
    .option('--weights <file>', 'for savedmodel: the weights of a run, instead of those before the first step')
    .option('--train', 'for savedmodel: keep the ways to train it')
    .option('--force', 'overwrite a file that modelc has not written')
    .addHelpText('after', EXAMPLES)
    .action(build);
}

async function build(file: string, options: Options): Promise<void> {
  const { out, target, force = false, weights, train = false } = options;
  const spec = openSoundSpec(file, options);
  if (!spec) return;
  if (target === 'savedmodel') {
    const { buildSavedModel } = await import('./build-saved-model.js');
    return buildSavedModel(spec.graph, { out, force, weights, train });
  }
  if (weights !== undefined || train)
    return refuse(
      `\`${train ? '--train' : '--weights'}\` is for \`--target savedmodel\``,
      'leave it out: the program starts as the spec says',
    );
  const { check, emit, describe, fileName }: TargetDefinition = targets[target];
  if (!isSayable(spec.graph, check)) return;
  const text = await emit(spec.graph).catch(explainMissingPackage);
  if (text === undefined) return;
  if (out === '-') {
    process.stdout.write(text);
    return;
  }
  const { writeProgram, writeProgramInto } = await import('../files/write-program.js');
  const program = fileName === undefined ? out : path.join(out, fileName);
  const problem =
    fileName === undefined ? writeProgram(out, text, force) : writeProgramInto(out, fileName, text, force);
  if (problem) return refuse(problem.message, problem.help);
  process.stderr.write(`wrote ${printable(program)}; ${describe(printable(program))}\n`);
}

/** False where the target can't say something of the graph, which is then printed like any other mistake. */
function isSayable(graph: TypedGraph, check: TargetDefinition['check']): boolean {
  const collector = new Collector();
  check?.(graph, collector);
  const diagnostics = collector.diagnostics();
  if (diagnostics.length === 0) return true;
  process.stderr.write(`${renderDiagnostics(diagnostics, 'human', paintFor(process.stderr))}\n`);
  process.exitCode = 1;
  return false;
}

function explainMissingPackage(error: unknown): undefined {
  const { code, message } = error as NodeJS.ErrnoException;
  const missing = (code === 'MODULE_NOT_FOUND' || code === 'ERR_MODULE_NOT_FOUND') && message.includes('ts-morph');
  if (!missing) throw error;
  refuse('the package `ts-morph`, which writes programs, is not installed', 'run `npm install ts-morph`');
}

function refuse(message: string, help: string): void {
  process.stderr.write(`error: ${printable(message)}\n  = help: ${help}\n`);
  process.exitCode = 2;
}
