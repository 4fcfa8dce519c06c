import { existsSync } from 'node:fs';
import { type Command, Option } from 'commander';
import { printable } from '../diagnostics/printable';
import type { Problem } from '../diagnostics/problem';
import { renderDiagnostics } from '../diagnostics/render-diagnostics';
import { diagnosticJson } from '../diagnostics/render-json';
import { explainCode, isCode } from './explain-code';
import { openSpec } from './open-spec';
import { type SpecOptions, withSpecOptions } from './spec-options';
import { paintFor } from './terminal';

interface Options extends SpecOptions {
  readonly format: 'human' | 'json';
}

const HELP = `
Append a question to a node with a dot: shape, an axis of it (length, height, width, channels, features),
parameters, trainable, macs, activations or receptive_field. A node is a layer, a use of a block, a repeat, a path of a branch or an input, by its qualified name.

Examples:
  modelc explain shape/concat                 what the error means and how to fix it
  modelc explain spec.yaml fc
  modelc explain spec.yaml incep1.channels
  modelc explain spec.yaml incep1/five.parameters --format json`;

/** Adds `modelc explain`; exit codes: 0 explained, 1 the spec has errors, 2 it cannot be read or has no such node. */
export function addExplainCommand(program: Command): void {
  const command = program
    .command('explain')
    .description('trace a number of a node back to the input, or explain an error code')
    .argument('<spec|code>', 'path of a YAML file (- reads standard input), or the code of an error or warning')
    .argument('[node]', 'a node, optionally with a question, such as conv1.macs (default: the shape of the output)');
  withSpecOptions(command)
    .addOption(new Option('--format <format>', 'text, or JSON').choices(['human', 'json']).default('human'))
    .addHelpText('after', HELP)
    .action(explain);
}

/** If the spec has errors, explains what is known and then prints the errors. */
async function explain(file: string, asked: string | undefined, options: Options): Promise<void> {
  if (asked === undefined && file !== '-' && isCode(file) && !existsSync(file)) return explainCode(file, options);
  const { compilation, diagnostics, exitCode } = openSpec(file, options);
  const { explainNode } = await import('../explain/explain-node.js');
  const { renderExplanation } = await import('../explain/render-explanation.js');
  const answer = compilation?.graph && explainNode(compilation.graph, asked);
  const refused = answer !== undefined && 'message' in answer ? answer : undefined;
  process.exitCode = refused && exitCode === 0 ? 2 : exitCode;
  if (options.format === 'json') {
    const ok = compilation?.ok === true && !refused;
    const content = refused ? { schemaVersion: 1, error: refused } : (answer ?? { schemaVersion: 1 });
    const document = { ...content, ok, diagnostics: diagnostics.map(diagnosticJson) };
    process.stdout.write(`${JSON.stringify(document, null, 2)}\n`);
    return;
  }
  if (answer && !('message' in answer)) {
    process.stdout.write(`${renderExplanation(answer, paintFor(process.stdout))}\n`);
  }
  const texts = [
    ...(refused ? [renderRefusal(refused)] : []),
    ...(diagnostics.length > 0 ? [renderDiagnostics(diagnostics, 'human', paintFor(process.stderr))] : []),
  ];
  if (texts.length > 0) process.stderr.write(`${texts.join('\n\n')}\n`);
}

function renderRefusal({ message, help }: Problem): string {
  return `error: ${printable(message)}\n  = help: ${printable(help)}`;
}
