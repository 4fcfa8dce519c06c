import type { Compilation, Options } from '../compiler/compile';
import type { Diagnostic } from '../diagnostics/diagnostic';
import { renderDiagnostics } from '../diagnostics/render-diagnostics';
import { compileFile, includesOf } from '../files/compile-file';
import type { TypedGraph } from '../graph/typed-graph';
import type { SpecOptions } from './spec-options';
import { paintFor } from './terminal';

/** A compiled spec, or only a diagnostic if the file cannot be read. */
export interface OpenedSpec {
  readonly text: string;
  readonly diagnostics: readonly Diagnostic[];
  readonly compilation: Compilation | undefined;
  /** 0 valid, 1 errors, 2 not readable. */
  readonly exitCode: 0 | 1 | 2;
}

/** `data` reads the data that the model will be trained on. */
export function openSpec(file: string, options: SpecOptions = {}, data: Pick<Options, 'data'> = {}): OpenedSpec {
  const { read, ...compilation } = compileFile(file, { root: options.root, ...compileOptions(options), ...data });
  const { diagnostics, source, ok } = compilation;
  if (!read) return { text: '', diagnostics, compilation: undefined, exitCode: 2 };
  return { text: source.text, diagnostics, compilation, exitCode: ok ? 0 : 1 };
}

/** Compiler options from the options of a command. */
export function optionsOf(file: string, options: SpecOptions): Options {
  const own = compileOptions(options);
  return { ...own, ...includesOf(file, options.root, own) };
}

function compileOptions({ set, limit }: SpecOptions): Omit<Options, 'includes'> {
  return { ...(set && { settings: set }), ...(limit && { limits: limit }) };
}

/** The graph of a valid spec. If there is none, prints the errors and sets the exit code. */
export function openSoundSpec(
  file: string,
  options: SpecOptions = {},
  data: Pick<Options, 'data'> = {},
): { readonly graph: TypedGraph; readonly compilation: Compilation } | undefined {
  const { diagnostics, compilation, exitCode } = openSpec(file, options, data);
  if (diagnostics.length > 0) {
    process.stderr.write(`${renderDiagnostics(diagnostics, 'human', paintFor(process.stderr))}\n`);
  }
  process.exitCode = exitCode;
  return compilation?.ok && compilation.graph ? { graph: compilation.graph, compilation } : undefined;
}
