import fs from 'node:fs';
import { type Command, Option } from 'commander';
import { printable } from '../diagnostics/printable';
import { openSoundSpec } from './open-spec';
import { type SpecOptions, withSpecOptions } from './spec-options';

interface Options extends SpecOptions {
  readonly weights: string;
  readonly from: 'modelc' | 'pytorch';
  readonly to: 'modelc' | 'pytorch';
  readonly out: string;
  readonly force?: boolean;
}

/** Problems that are told one by one; more are counted. */
const TOLD = 5;

const EXAMPLES = `
Examples:
  modelc convert spec.yaml --weights runs/digits-1/weights.safetensors --to pytorch --out model.safetensors
  modelc convert spec.yaml --weights model.safetensors --from pytorch --to modelc --out weights.safetensors`;

/** Adds `modelc convert`; exit codes: 0 converted, 1 the spec has errors, 2 the weights do not fit or a file stands in the way. */
export function addConvertCommand(program: Command): void {
  const command = program
    .command('convert')
    .description('turn weights into the names and layouts of another target')
    .argument('<spec>', 'path of the YAML file that the weights belong to');
  const forms = ['modelc', 'pytorch'];
  withSpecOptions(command)
    .requiredOption('--weights <file>', 'safetensors file to read')
    .addOption(new Option('--from <form>', 'whose names and layouts it has').choices(forms).default('modelc'))
    .addOption(new Option('--to <form>', 'whose it gets').choices(forms).makeOptionMandatory())
    .requiredOption('--out <file>', 'safetensors file to write')
    .option('--force', 'overwrite a file that is there')
    .addHelpText('after', EXAMPLES)
    .action(convert);
}

async function convert(file: string, options: Options): Promise<void> {
  const spec = openSoundSpec(file, options);
  if (!spec) return;
  const { out, force = false } = options;
  if (!force && fs.existsSync(out))
    return refuse([`\`${out}\` exists`], 'choose another path, or overwrite it with `--force`');
  const { readSafetensors } = await import('../tensors/safetensors/read-safetensors.js');
  const read = readSafetensors(options.weights);
  if (!read.ok) return refuse([`${options.weights}: ${read.problem.message}`], read.problem.help);
  const { convertWeights } = await import('../backends/pytorch/convert.js');
  const { tensors, metadata } = read.weights;
  const conversion = convertWeights(spec.graph, tensors, options.from, options.to);
  if (!conversion.ok)
    return refuse(
      conversion.problems.map((problem) => `${options.weights} does not fit ${file}: ${problem}`),
      `give weights of this spec, and say by \`--from\` whose names they have (here ${options.from})`,
    );
  const { writeSafetensors } = await import('../tensors/safetensors/write-safetensors.js');
  const { FileWriteError } = await import('../files/write-atomically.js');
  try {
    writeSafetensors(out, { tensors: conversion.tensors, metadata });
  } catch (error) {
    if (!(error instanceof FileWriteError)) throw error;
    return refuse([`${out}: ${error.problem.message}`], error.problem.help);
  }
  process.stderr.write(`wrote ${conversion.tensors.size} weights to ${printable(out)}\n`);
}

function refuse(messages: readonly string[], help: string): void {
  for (const message of messages.slice(0, TOLD)) process.stderr.write(`error: ${printable(message)}\n`);
  if (messages.length > TOLD) process.stderr.write(`error: and ${messages.length - TOLD} more\n`);
  process.stderr.write(`  = help: ${help}\n`);
  process.exitCode = 2;
}
