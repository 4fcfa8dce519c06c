import type { Command } from 'commander';
import { printable } from '../diagnostics/printable';
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

/** Adds `modelc render`; exit codes: 0 rendered, 1 the spec has errors, 2 a file stands in the way. */
export function addRenderCommand(program: Command): void {
  const command = program
    .command('render')
    .description('write the spec out in full: no blocks, repeats, branches or expressions')
    .argument('<spec>', 'path of a YAML file; - reads standard input');
  withSpecOptions(command)
    .option('--out <file>', 'where it goes; - prints it', '-')
    .option('--force', 'overwrite a file that is there')
    .addHelpText('after', EXAMPLES)
    .action(render);
}

async function render(file: string, options: Options): Promise<void> {
  const spec = openSoundSpec(file, options);
  if (!spec) return;
  const { renderSpec } = await import('../backends/spec/render-spec.js');
  const text = renderSpec(spec.graph);
  if (options.out === '-') {
    process.stdout.write(text);
    return;
  }
  const { writeProgram } = await import('../files/write-program.js');
  const problem = writeProgram(options.out, text, options.force ?? false);
  if (!problem) {
    process.stderr.write(`wrote ${printable(options.out)}\n`);
    return;
  }
  process.stderr.write(`error: ${printable(problem.message)}\n  = help: ${problem.help}\n`);
  process.exitCode = 2;
}
