import { type Command, Option } from 'commander';
import type { EmitOption } from '../backends/target';
import { type TargetName, targetNames, targets } from '../backends/targets';
import type { TypedGraph } from '../graph/typed-graph';
import type { WeightTensor } from '../tensors/weights';
import { buildTarget } from './build-target';
import { openSoundSpec } from './open-spec';
import { refuse } from './refuse';
import { type SpecOptions, withSpecOptions } from './spec-options';

interface Options extends SpecOptions {
  readonly out: string;
  readonly target: TargetName;
  readonly force?: boolean;
  readonly weights?: string;
  readonly train?: boolean;
}

const EXAMPLES = `
Targets:
${targetNames.map((name) => `  ${name.padEnd(12)}${targets[name].summary}`).join('\n')}

Examples:
  modelc build spec.yaml --out model.ts
  modelc build spec.yaml --target pytorch --out torch    writes torch/model.py
  modelc build spec.yaml --target savedmodel --weights runs/digits-1/weights.safetensors --out saved
  modelc build spec.yaml --out -`;

/** Adds `modelc build`; exit codes: 0 written, 1 errors in the spec or from the target's check, 2 any other failure. */
export function addBuildCommand(program: Command): void {
  const command = program
    .command('build')
    .description('generate readable code for the model')
    .argument('<spec>', 'path of a YAML file; - reads standard input');
  withSpecOptions(command)
    .requiredOption('--out <path>', `output file, or folder for ${folderTargets()}; - prints it`)
    .addOption(new Option('--target <target>', 'what to generate').choices(targetNames).default('tfjs'))
    .option('--weights <file>', `for ${takers('weights')}: weights of a training run (default: initial weights)`)
    .option('--train', `for ${takers('train')}: include training`)
    .option('--force', 'overwrite a file that modelc did not write')
    .addHelpText('after', EXAMPLES)
    .action(build);
}

function folderTargets(): string {
  return targetNames.filter((name) => targets[name].output === 'folder').join(' and ');
}

/** The targets that support an option. */
function takers(option: EmitOption): string {
  return targetNames.filter((name) => takes(name, option)).join(' and ');
}

function takes(name: TargetName, option: EmitOption): boolean {
  return targets[name].options.includes(option);
}

async function build(file: string, options: Options): Promise<void> {
  const { target, out, force = false, weights: from, train = false } = options;
  const given: EmitOption[] = [
    ...(train ? (['train'] as const) : []),
    ...(from === undefined ? [] : (['weights'] as const)),
  ];
  const foreign = given.find((option) => !takes(target, option));
  if (foreign)
    return refuse({ message: `\`--${foreign}\` is only for \`--target ${takers(foreign)}\``, help: 'remove it' });
  const spec = openSoundSpec(file, options);
  if (!spec) return;
  const { graph } = spec;
  if (train && !graph.train)
    return refuse({
      message: 'the spec has no `train` section',
      help: 'add one, such as `train: { dataset: mnist }`',
    });
  const weights = from === undefined ? undefined : await readWeights(graph, from);
  if (from !== undefined && !weights) return;
  await buildTarget(target, { graph, weights, train }, { out, force });
}

/** The weights in a file; undefined, after printing why, if they cannot be read or do not fit the spec. */
async function readWeights(graph: TypedGraph, file: string): Promise<ReadonlyMap<string, WeightTensor> | undefined> {
  const { readSafetensors } = await import('../tensors/safetensors/read-safetensors.js');
  const read = readSafetensors(file);
  if (!read.ok) return refuse({ message: `${file}: ${read.problem.message}`, help: read.problem.help });
  const { fitWeights } = await import('../tensors/fit-weights.js');
  const fitted = fitWeights(graph, read.weights.tensors);
  if (fitted.ok) return fitted.tensors;
  const [first = '', ...others] = fitted.problems;
  const more = others.length > 0 ? ` (and ${others.length} more)` : '';
  return refuse({
    message: `${file} does not fit the spec: ${first}${more}`,
    help: 'pass weights that were trained with this spec',
  });
}
