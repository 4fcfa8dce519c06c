import { type Command, InvalidArgumentError, Option } from 'commander';
import type { Compilation } from '../compiler/compile';
import { printable } from '../diagnostics/printable';
import type { Problem } from '../diagnostics/problem';
import { renderDiagnostics } from '../diagnostics/render-diagnostics';
import { diagnosticJson } from '../diagnostics/render-json';
import type { TypedGraph } from '../graph/typed-graph';
import type { Layout } from '../summary/format';
import { type GivenInput, readGivenInput } from '../summary/read-input';
import { type OpenedSpec, openSpec } from './open-spec';
import { type SpecOptions, withSpecOptions } from './spec-options';
import { paintFor } from './terminal';

interface Options extends SpecOptions {
  readonly batch?: number;
  readonly layout: Layout;
  readonly depth?: number;
  readonly input?: readonly GivenInput[];
  readonly minInput?: true;
  readonly format: 'human' | 'json';
}

const HELP = `
Examples:
  modelc summary spec.yaml
  modelc summary spec.yaml --batch 64 --layout nchw
  modelc summary spec.yaml --depth 1                 one row per block
  modelc summary spec.yaml --input 150x150           with another height and width
  modelc summary spec.yaml --min-input               the smallest input, and what breaks below it`;

/** Adds `modelc summary`; its exit codes are those of `check`. */
export function addSummaryCommand(program: Command): void {
  const command = program
    .command('summary')
    .description('print every node with its shape, parameters and cost')
    .argument('<spec>', 'path of a YAML file; - reads standard input');
  withSpecOptions(command)
    .option('--batch <count>', 'add the training memory for this batch size, in bytes', positiveInteger)
    .option(
      '--depth <levels>',
      'fold blocks below this depth, from 1, or `all` (default: chosen for readability)',
      depthOf,
    )
    .option(
      '--input <sizes>',
      'use another input size, such as 150x150, or left=150x150 if there are several; skips expectations',
      addInput,
    )
    .option('--min-input', 'print the smallest valid input size, and the layer that fails below it')
    .addOption(
      new Option('--layout <layout>', 'order of the sizes in the table').choices(['nhwc', 'nchw']).default('nhwc'),
    )
    .addOption(
      new Option('--format <format>', 'a table, or JSON (always channels last)')
        .choices(['human', 'json'])
        .default('human'),
    )
    .addHelpText('after', HELP)
    .action(summary);
}

/** What to report: the graph, possibly for another input, with its diagnostics. */
interface Told extends Pick<OpenedSpec, 'diagnostics' | 'exitCode'> {
  readonly graph: TypedGraph | undefined;
  readonly resize: Compilation['resize'];
  readonly misfit?: Problem;
}

/** If the spec has errors, prints the table as far as it is known, then the errors. */
async function summary(file: string, options: Options): Promise<void> {
  const opened = await openFor(file, options);
  process.exitCode = opened.misfit ? 2 : opened.exitCode;
  if (opened.misfit)
    process.stderr.write(`error: ${printable(opened.misfit.message)}\n  = help: ${opened.misfit.help}\n`);
  else if (options.minInput) await printMinimum(opened, options);
  else await printTable(opened, options);
}

async function openFor(file: string, options: Options): Promise<Told> {
  const { compilation, diagnostics, exitCode } = openSpec(file, options);
  const { graph, resize } = compilation ?? {};
  if (!options.input || !graph || !resize) return { graph, resize, diagnostics, exitCode };
  const { withGivenInputs } = await import('../summary/given-input.js');
  const resized = withGivenInputs(graph, options.input, resize);
  if ('message' in resized) return { graph, resize, diagnostics, exitCode, misfit: resized };
  const wrong = resized.diagnostics.some(({ severity }) => severity === 'error');
  return { ...resized, resize, exitCode: wrong ? 1 : 0 };
}

async function printTable({ graph, diagnostics, exitCode }: Told, options: Options): Promise<void> {
  const { summarizeGraph } = await import('../summary/summary.js');
  const { renderSummary } = await import('../summary/render-summary.js');
  const { batch, layout, depth } = options;
  const table = graph && summarizeGraph(graph, batch);
  if (options.format === 'json') {
    printJson({ ...(table ?? { schemaVersion: 1 }), ok: exitCode === 0 }, diagnostics);
    return;
  }
  const width = process.stdout.columns;
  if (table) process.stdout.write(`${renderSummary(table, { layout, depth, width }, paintFor(process.stdout))}\n`);
  if (table && options.input) process.stderr.write(`${UNCHECKED}\n`);
  printDiagnostics(diagnostics, table !== undefined);
}

const UNCHECKED = 'note: `expect` and `train` were not checked, because the input differs from the spec';

/** The search ignores size errors only; with any other error the net is not the intended one. */
async function printMinimum({ graph: read, resize, diagnostics: all }: Told, options: Options): Promise<void> {
  const { minimumInput } = await import('../summary/minimum-input.js');
  const { isAboutSizes } = await import('../summary/given-input.js');
  const diagnostics = all.filter((diagnostic) => !isAboutSizes(diagnostic));
  const graph = diagnostics.some(({ severity }) => severity === 'error') ? undefined : read;
  process.exitCode = graph ? 0 : process.exitCode;
  const { renderMinimum } = await import('../summary/render-minimum.js');
  const minimum = graph && minimumInput({ graph, resize });
  if (options.format === 'json') {
    const found = graph ? { name: graph.name, minimumInput: minimum ?? null } : {};
    printJson({ schemaVersion: 1, ...found, ok: minimum?.training !== null && process.exitCode === 0 }, diagnostics);
    return;
  }
  if (minimum) process.stdout.write(`${renderMinimum(graph.name, minimum, paintFor(process.stdout))}\n`);
  else if (graph) process.stdout.write('every input is a vector, so no smallest size is searched\n');
  printDiagnostics(diagnostics, graph !== undefined);
}

function printJson(document: object, diagnostics: OpenedSpec['diagnostics']): void {
  const text = JSON.stringify({ ...document, diagnostics: diagnostics.map(diagnosticJson) }, null, 2);
  process.stdout.write(`${text}\n`);
}

function printDiagnostics(diagnostics: OpenedSpec['diagnostics'], afterTable: boolean): void {
  if (diagnostics.length === 0) return;
  const text = renderDiagnostics(diagnostics, 'human', paintFor(process.stderr));
  process.stderr.write(`${afterTable ? '\n' : ''}${text}\n`);
}

function addInput(written: string, earlier: readonly GivenInput[] = []): readonly GivenInput[] {
  const given = readGivenInput(written);
  if (!given) throw new InvalidArgumentError('It must be sizes separated by `x`, such as `150x150` or `150x150x3`.');
  return [...earlier, given];
}

function depthOf(written: string): number {
  return written === 'all' ? Number.POSITIVE_INFINITY : positiveInteger(written);
}

function positiveInteger(written: string): number {
  const value = Number(written);
  if (!/^\d+$/.test(written) || value < 1 || value > 2 ** 31)
    throw new InvalidArgumentError('It must be a whole number of at least 1.');
  return value;
}
