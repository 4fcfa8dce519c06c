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

/** Adds `modelc build`; its exit code is 0 where all is written, 1 where the spec or the target's check has errors, 2 for anything else. */
export function addBuildCommand(program: Command): void {
  const command = program
    .command('build')
    .description('write the model as a program that a person could have written')
    .argument('<spec>', 'path of a YAML file; - reads standard input');
  withSpecOptions(command)
    .requiredOption('--out <path>', `where it goes: a file, or for ${folderTargets()} a folder; - prints it`)
    .addOption(new Option('--target <target>', 'what to write').choices(targetNames).default('tfjs'))
    .option(
      '--weights <file>',
      `for ${takers('weights')}: the weights of a run, instead of those before the first step`,
    )
    .option('--train', `for ${takers('train')}: keep the ways to train it`)
    .option('--force', 'overwrite a file that modelc has not written')
    .addHelpText('after', EXAMPLES)
    .action(build);
}

function folderTargets(): string {
  return targetNames.filter((name) => targets[name].output === 'folder').join(' and ');
}

/** The targets that take an option. */
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
    return refuse({ message: `\`--${foreign}\` is for \`--target ${takers(foreign)}\``, help: 'leave it out' });
  const spec = openSoundSpec(file, options);
  if (!spec) return;
  const { graph } = spec;
  if (train && !graph.train)
    return refuse({
      message: 'the spec does not say how to train',
      help: 'add a section to it, such as `train: { dataset: mnist }`',
    });
  const weights = from === undefined ? undefined : await readWeights(graph, from);
  if (from !== undefined && !weights) return;
  await buildTarget(target, { graph, weights, train }, { out, force });
}

/** The weights in a file, for the spec; undefined where they can't be read or don't fit, which is then said. */
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
    help: 'give weights that were trained by this spec',
  });
}
