import { type Command, Option } from 'commander';
import { renderDiagnostics } from '../diagnostics/render-diagnostics';
import { diagnosticJson } from '../diagnostics/render-json';
import type { TypedGraph } from '../graph/typed-graph';
import { type OpenedSpec, openSpec } from './open-spec';
import { addSetting, type SpecOptions, withSpecOptions } from './spec-options';
import { paintFor } from './terminal';

interface Options extends SpecOptions {
  readonly setA?: ReadonlyMap<string, string>;
  readonly setB?: ReadonlyMap<string, string>;
  readonly format: 'human' | 'json';
}

const HELP = `
Compares the expanded graphs: nodes, wiring, attributes and totals. Names, blocks and the order of the operands of add, multiply
and maximum do not count as differences.

Examples:
  modelc diff before.yaml after.yaml
  modelc diff net.yaml net.yaml --set-b width=0.5
  modelc diff before.yaml after.yaml --format json`;

/** Adds `modelc diff`; exit codes: 0 the same graph, 1 they differ, 2 one has errors or cannot be read. */
export function addDiffCommand(program: Command): void {
  const command = program
    .command('diff')
    .description('show the differences between two graphs')
    .argument('<a>', 'path of the first YAML file')
    .argument('<b>', 'path of the second YAML file; - for one of them reads standard input');
  withSpecOptions(command)
    .option('--set-a <name=value>', 'set a `let` value of the first spec only', addSetting)
    .option('--set-b <name=value>', 'set a `let` value of the second spec only', addSetting)
    .addOption(new Option('--format <format>', 'text, or JSON').choices(['human', 'json']).default('human'))
    .addHelpText('after', HELP)
    .action((a: string, b: string, options: Options) => diff(a, b, options, command));
}

async function diff(a: string, b: string, options: Options, command: Command): Promise<void> {
  if (a === '-' && b === '-') command.error('error: only one of the two specs can come from standard input');
  const first = openSpec(a, withSettings(options, options.setA));
  const second = openSpec(b, withSettings(options, options.setB));
  const diagnostics = [first, second].flatMap((spec) => spec.diagnostics);
  const [one, other] = [graphOf(first), graphOf(second)];
  const { compareGraphs } = await import('../diff/compare.js');
  const difference = one && other && compareGraphs(one, other);
  process.exitCode = difference === undefined ? 2 : difference.same ? 0 : 1;
  if (options.format === 'json') {
    const content = difference ? { a, b, ...difference } : { schemaVersion: 1 };
    const document = { ...content, ok: difference !== undefined, diagnostics: diagnostics.map(diagnosticJson) };
    process.stdout.write(`${JSON.stringify(document, null, 2)}\n`);
    return;
  }
  if (difference) {
    const { renderDifference } = await import('../diff/render-diff.js');
    process.stdout.write(`${renderDifference(difference, { a, b }, paintFor(process.stdout))}\n`);
  }
  const errors = difference ? [] : diagnostics.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) process.stderr.write(`${renderDiagnostics(errors, 'human', paintFor(process.stderr))}\n`);
}

/** `--set` applies to both specs; `--set-a` and `--set-b` override it. */
function withSettings(options: Options, own: Options['set']): SpecOptions {
  return own ? { ...options, set: new Map([...(options.set ?? []), ...own]) } : options;
}

/** The graph, if it is complete. Errors in `expect` and `train` do not affect it. */
function graphOf({ compilation, diagnostics }: OpenedSpec): TypedGraph | undefined {
  const wrong = diagnostics.some(({ severity, code }) => severity === 'error' && !/^(expect|train)\//.test(code));
  return wrong ? undefined : compilation?.graph;
}
