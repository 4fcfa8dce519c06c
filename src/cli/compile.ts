import { type Command, Option } from 'commander';
import { renderDiagnostics } from '../diagnostics/render-diagnostics';
import { diagnosticJson } from '../diagnostics/render-json';
import { openSpec } from './open-spec';
import { refuse } from './refuse';
import { type SpecOptions, withSpecOptions } from './spec-options';
import { paintFor } from './terminal';

interface Options extends SpecOptions {
  readonly format: 'human' | 'json';
  readonly out: string;
  readonly force?: boolean;
}

const EXAMPLES = `
Examples:
  modelc compile spec.yaml
  modelc compile spec.yaml --format json --out graph.json`;

/** Adds `modelc compile`; exit codes: 0 compiled, 1 the spec has errors, 2 it cannot be read or the output cannot be written. */
export function addCompileCommand(program: Command): void {
  const command = program
    .command('compile')
    .description('write the typed graph: every layer with its inputs, shape, weights and place')
    .argument('<spec>', 'path of a YAML file; - reads standard input');
  withSpecOptions(command)
    .addOption(
      new Option('--format <format>', 'text, or JSON (modelc/schema/graph)')
        .choices(['human', 'json'])
        .default('human'),
    )
    .option('--out <file>', 'output file; - prints it', '-')
    .option('--force', 'overwrite an existing file')
    .addHelpText('after', EXAMPLES)
    .action(compile);
}

/** If the spec has errors, writes the graph as far as it is known, then prints the errors. */
async function compile(file: string, options: Options): Promise<void> {
  const { compilation, diagnostics, exitCode } = openSpec(file, options);
  const graph = compilation?.graph;
  process.exitCode = exitCode;
  if (options.format === 'json') {
    const { graphJson } = await import('../graph/graph-json.js');
    const content = graph ? graphJson(graph) : { schemaVersion: 1 };
    const document = { ...content, ok: exitCode === 0, diagnostics: diagnostics.map(diagnosticJson) };
    return write(JSON.stringify(document, null, 2), options);
  }
  const { renderGraph } = await import('../summary/render-graph.js');
  if (graph) await write(renderGraph(graph), options);
  if (diagnostics.length === 0) return;
  const text = renderDiagnostics(diagnostics, 'human', paintFor(process.stderr));
  process.stderr.write(`${graph ? '\n' : ''}${text}\n`);
}

async function write(text: string, { out, force = false }: Options): Promise<void> {
  if (out === '-') {
    process.stdout.write(`${text}\n`);
    return;
  }
  const { writeProgram } = await import('../files/write-program.js');
  const problem = writeProgram(out, `${text}\n`, force);
  if (problem) refuse(problem);
}
