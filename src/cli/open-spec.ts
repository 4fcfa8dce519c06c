import { dirname } from 'node:path';
import { type Compilation, compile, type Options } from '../compiler/compile';
import type { Diagnostic } from '../diagnostics/diagnostic';
import { folderReader } from '../files/read-include';
import { readSpec } from '../files/read-spec';
import type { TypedGraph } from '../graph/typed-graph';
import { renderDiagnostics } from './render-diagnostics';
import type { SpecOptions } from './spec-options';
import { paintFor } from './terminal';

/** A spec by its path, compiled; only the diagnostic where it cannot be read. */
export interface OpenedSpec {
  readonly text: string;
  readonly diagnostics: readonly Diagnostic[];
  readonly compilation: Compilation | undefined;
  /** 0 sound, 1 errors, 2 not readable. */
  readonly exitCode: 0 | 1 | 2;
}

export function openSpec(file: string, options: SpecOptions = {}): OpenedSpec {
  const read = readSpec(file, options.limit?.bytes);
  if (!read.ok) return { text: '', diagnostics: [read.diagnostic], compilation: undefined, exitCode: 2 };
  const compilation = compile(read.text, file, optionsOf(file, options));
  return { text: read.text, diagnostics: compilation.diagnostics, compilation, exitCode: compilation.ok ? 0 : 1 };
}

/** How the compiler reads a spec that a command was given. */
export function optionsOf(file: string, { set, root, limit }: SpecOptions): Options {
  return {
    ...(set && { settings: set }),
    ...(limit && { limits: limit }),
    ...((file !== '-' || root !== undefined) && { includes: folderReader(root ?? dirname(file), limit?.bytes) }),
  };
}

/** The graph of a sound spec, for a command that needs one; else the errors are printed and the exit code is set. */
export function openSoundSpec(
  file: string,
  options: SpecOptions = {},
): { readonly graph: TypedGraph; readonly text: string } | undefined {
  const { text, diagnostics, compilation, exitCode } = openSpec(file, options);
  if (diagnostics.length > 0) {
    process.stderr.write(`${renderDiagnostics(diagnostics, 'human', paintFor(process.stderr))}\n`);
  }
  process.exitCode = exitCode;
  return compilation?.ok && compilation.graph ? { graph: compilation.graph, text } : undefined;
}
