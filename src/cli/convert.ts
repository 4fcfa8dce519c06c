import fs from 'node:fs';
import { type Command, Option } from 'commander';
import type { WeightForm } from '../backends/target';
import { type TargetName, targetNames, targets } from '../backends/targets';
import { printable } from '../diagnostics/printable';
import type { TypedGraph } from '../graph/typed-graph';
import { openSoundSpec } from './open-spec';
import { refuse } from './refuse';
import { type SpecOptions, withSpecOptions } from './spec-options';

interface Options extends SpecOptions {
  readonly weights: string;
  readonly from: FormName;
  readonly to: FormName;
  readonly out: string;
  readonly force?: boolean;
}

/** Whose weight names and layouts a file uses. */
type FormName = 'modelc' | TargetName;

/** How many problems are printed; the rest are only counted. */
const MAXIMUM_SHOWN = 5;

const EXAMPLES = `
Examples:
  modelc convert spec.yaml --weights runs/digits-1/weights.safetensors --to pytorch --out model.safetensors
  modelc convert spec.yaml --weights model.safetensors --from pytorch --to modelc --out weights.safetensors`;

/** Adds `modelc convert`; exit codes: 0 converted, 1 the spec has errors, 2 the weights do not fit, or the output file exists. */
export function addConvertCommand(program: Command): void {
  const command = program
    .command('convert')
    .description('convert weights to the names and layouts of another target')
    .argument('<spec>', 'path of the YAML file that the weights belong to');
  const forms: readonly FormName[] = ['modelc', ...targetNames.filter((name) => targets[name].weightForm)];
  withSpecOptions(command)
    .requiredOption('--weights <file>', 'safetensors file to read')
    .addOption(new Option('--from <form>', 'naming and layout of the input').choices(forms).default('modelc'))
    .addOption(new Option('--to <form>', 'naming and layout of the output').choices(forms).makeOptionMandatory())
    .requiredOption('--out <file>', 'safetensors file to write')
    .option('--force', 'overwrite an existing file')
    .addHelpText('after', EXAMPLES)
    .action(convert);
}

async function convert(file: string, options: Options): Promise<void> {
  const spec = openSoundSpec(file, options);
  if (!spec) return;
  const { out, force = false, weights, from, to } = options;
  if (!force && fs.existsSync(out))
    return refuse({ message: `\`${out}\` exists`, help: 'choose another path, or overwrite it with `--force`' });
  const { readSafetensors } = await import('../tensors/safetensors/read-safetensors.js');
  const read = readSafetensors(weights);
  if (!read.ok) return refuse({ message: `${weights}: ${read.problem.message}`, help: read.problem.help });
  const { convertWeights } = await import('../backends/convert-weights.js');
  const { tensors, metadata } = read.weights;
  const conversion = convertWeights(tensors, await formOf(from, spec.graph), await formOf(to, spec.graph));
  if (!conversion.ok) return explainMisfits(conversion.problems, file, options);
  const { writeSafetensors } = await import('../tensors/safetensors/write-safetensors.js');
  const { FileWriteError } = await import('../files/write-atomically.js');
  try {
    writeSafetensors(out, { tensors: conversion.tensors, metadata });
  } catch (error) {
    if (!(error instanceof FileWriteError)) throw error;
    return refuse({ message: `${out}: ${error.problem.message}`, help: error.problem.help });
  }
  process.stderr.write(`wrote ${conversion.tensors.size} weights to ${printable(out)}\n`);
}

async function formOf(name: FormName, graph: TypedGraph): Promise<WeightForm> {
  const form = name === 'modelc' ? undefined : await targets[name].weightForm?.(graph);
  if (form) return form;
  const { ownForm } = await import('../backends/convert-weights.js');
  return ownForm(graph);
}

function explainMisfits(problems: readonly string[], file: string, { weights, from }: Options): void {
  const clauses = problems.map((problem) => `${weights} does not fit ${file}: ${problem}`);
  const shown =
    clauses.length > MAXIMUM_SHOWN
      ? [...clauses.slice(0, MAXIMUM_SHOWN), `and ${clauses.length - MAXIMUM_SHOWN} more`]
      : clauses;
  for (const clause of shown.slice(0, -1)) process.stderr.write(`error: ${printable(clause)}\n`);
  refuse({
    message: shown.at(-1) ?? '',
    help: `pass weights of this spec, and set \`--from\` to the naming that they use (now ${from})`,
  });
}
