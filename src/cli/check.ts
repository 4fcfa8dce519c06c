import { type Command, Option } from 'commander';
import type { Compilation } from '../compiler/compile';
import { printable } from '../diagnostics/printable';
import type { Paint } from '../diagnostics/render-human';
import { diagnosticJson } from '../diagnostics/render-json';
import { formatCount, formatOutput } from '../summary/format';
import { type Port, summarizeGraph } from '../summary/summary';
import { type OpenedSpec, openSpec } from './open-spec';
import { renderDiagnostics, type TextFormat } from './render-diagnostics';
import { type SpecOptions, withSpecOptions } from './spec-options';
import { paintFor } from './terminal';

interface Options extends SpecOptions {
  readonly format: TextFormat | 'json';
}

interface Checked extends OpenedSpec {
  readonly file: string;
}

/** Adds `modelc check`; its exit code is 0 where all specs are sound, 1 where one has errors, 2 where one cannot be read. */
export function addCheckCommand(program: Command): void {
  const command = program
    .command('check')
    .description('find every mistake of specs, before anything runs')
    .argument('<spec...>', 'paths of YAML files; - reads standard input');
  withSpecOptions(command)
    .addOption(
      new Option('--format <format>', 'how to print what was found')
        .choices(['human', 'concise', 'json', 'github'])
        .default('human'),
    )
    .addHelpText('after', '\nExamples:\n  modelc check spec.yaml\n  modelc check specs/*.yaml --format concise')
    .action((files: readonly string[], options: Options) => {
      const checked = files.map((file) => ({ file, ...openSpec(file, options) }));
      const text =
        options.format === 'json' ? renderJson(checked) : renderText(checked, options.format, paintFor(process.stdout));
      if (text !== '') process.stdout.write(`${text}\n`);
      process.exitCode = worst(checked);
    });
}

/** A path that cannot be read weighs more than an error in a spec: the question itself was wrong. */
function worst(checked: readonly Checked[]): number {
  return Math.max(...checked.map(({ exitCode }) => exitCode));
}

function renderJson(checked: readonly Checked[]): string {
  const files = checked.map(({ file, exitCode, diagnostics, compilation }) => ({
    file,
    ok: exitCode === 0,
    uncheckedExpectations: compilation?.unchecked ?? 0,
    diagnostics: diagnostics.map(diagnosticJson),
  }));
  return JSON.stringify({ schemaVersion: 1, ok: worst(checked) === 0, files }, null, 2);
}

function renderText(checked: readonly Checked[], format: TextFormat, paint: Paint): string {
  const texts = checked.flatMap(({ diagnostics, file, compilation }) => [
    ...(diagnostics.length > 0 ? [renderDiagnostics(diagnostics, format, paint)] : []),
    ...(compilation?.ok && format === 'human' ? [successLine(file, compilation, paint)] : []),
  ]);
  const errors = checked
    .flatMap(({ diagnostics }) => diagnostics)
    .filter(({ severity }) => severity === 'error').length;
  if (format !== 'human' || errors === 0) return texts.join('\n');
  const bad = checked.filter(({ exitCode }) => exitCode !== 0).length;
  const count = `${errors} ${errors === 1 ? 'error' : 'errors'}`;
  return [
    ...texts,
    paint.red(paint.bold(checked.length === 1 ? count : `${count} in ${bad} of ${checked.length} files`)),
  ].join('\n\n');
}

function successLine(file: string, { graph, unchecked }: Compilation, paint: Paint): string {
  if (!graph) return '';
  const { name, nodes, parameters, macs, inputs, outputs } = summarizeGraph(graph);
  const list = (ports: readonly Port[]) => ports.map(({ shape }) => formatOutput(shape, 'nhwc')).join(' and ');
  const shapes = `${list(inputs)} -> ${list(outputs)}`;
  const counts = [
    `${formatCount(nodes.length)} ${nodes.length === 1 ? 'layer' : 'layers'}`,
    `${formatCount(parameters.total)} parameters`,
    `${formatCount(macs)} multiply-accumulates`,
    shapes,
  ].join(', ');
  const line = `${paint.bold('ok')} ${printable(file)}: ${printable(name)}, ${counts}`;
  if (unchecked === 0) return line;
  const what = unchecked === 1 ? '1 expectation is' : `${unchecked} expectations are`;
  return `${line}\n   ${what} about the values as written, and not checked with those of \`--set\``;
}
