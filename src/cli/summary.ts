import { type Command, InvalidArgumentError, Option } from 'commander';
import { diagnosticJson } from '../diagnostics/render-json';
import type { Layout } from '../summary/format';
import { renderSummary } from '../summary/render-summary';
import { summarizeGraph } from '../summary/summary';
import { openSpec } from './open-spec';
import { renderDiagnostics } from './render-diagnostics';
import { type SpecOptions, withSpecOptions } from './spec-options';
import { paintFor } from './terminal';

interface Options extends SpecOptions {
  readonly batch?: number;
  readonly layout: Layout;
  readonly format: 'human' | 'json';
}

/** Adds `modelc summary`; its exit codes are those of `check`. */
export function addSummaryCommand(program: Command): void {
  const command = program
    .command('summary')
    .description('print every node with its shape, parameters and cost')
    .argument('<spec>', 'path of a YAML file; - reads standard input');
  withSpecOptions(command)
    .option('--batch <count>', 'add the memory that training with such a batch takes, in bytes', positiveInteger)
    .addOption(
      new Option('--layout <layout>', 'order of the sizes in the table').choices(['nhwc', 'nchw']).default('nhwc'),
    )
    .addOption(
      new Option('--format <format>', 'a table, or JSON (always channels last)')
        .choices(['human', 'json'])
        .default('human'),
    )
    .addHelpText(
      'after',
      '\nExamples:\n  modelc summary spec.yaml\n  modelc summary spec.yaml --batch 64 --layout nchw',
    )
    .action(summary);
}

/** Where the spec is wrong the table goes as far as it can, and the errors follow. */
function summary(file: string, options: Options): void {
  const { batch, layout, format } = options;
  const { compilation, diagnostics, exitCode } = openSpec(file, options);
  const table = compilation?.graph && summarizeGraph(compilation.graph, batch);
  if (format === 'json') {
    const ok = compilation?.ok === true;
    const document = { ...(table ?? { schemaVersion: 1 }), ok, diagnostics: diagnostics.map(diagnosticJson) };
    process.stdout.write(`${JSON.stringify(document, null, 2)}\n`);
  } else {
    if (table) process.stdout.write(`${renderSummary(table, layout, paintFor(process.stdout))}\n`);
    if (diagnostics.length > 0)
      process.stderr.write(
        `${table ? '\n' : ''}${renderDiagnostics(diagnostics, 'human', paintFor(process.stderr))}\n`,
      );
  }
  process.exitCode = exitCode;
}

function positiveInteger(written: string): number {
  const value = Number(written);
  if (!/^\d+$/.test(written) || value < 1 || value > 2 ** 31)
    throw new InvalidArgumentError('It must be a whole number of at least 1.');
  return value;
}
