import type { Command } from 'commander';
import { targets } from '../backends/targets';
import { buildTarget } from './build-target';
import { openSoundSpec } from './open-spec';
import { type SpecOptions, withSpecOptions } from './spec-options';

interface Options extends SpecOptions {
  readonly out: string;
  readonly force?: boolean;
}

const EXAMPLES = `
Examples:
  modelc render spec.yaml
  modelc render spec.yaml --set width=0.5 --out thin.yaml`;

/** Adds `modelc render`; exit codes: 0 rendered, 1 the spec has errors, 2 the output file exists or cannot be written. */
export function addRenderCommand(program: Command): void {
  const command = program
    .command('render')
    .description(`write ${targets.spec.summary}`)
    .argument('<spec>', 'path of a YAML file; - reads standard input');
  withSpecOptions(command)
    .option('--out <file>', 'output file; - prints it', '-')
    .option('--force', 'overwrite an existing file')
    .addHelpText('after', EXAMPLES)
    .action(render);
}

async function render(file: string, options: Options): Promise<void> {
  const spec = openSoundSpec(file, options);
  if (spec) await buildTarget('spec', { graph: spec.graph }, { out: options.out, force: options.force ?? false });
}
