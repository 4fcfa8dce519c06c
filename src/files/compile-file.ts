import { dirname } from 'node:path';
import { type Compilation, compile, type Options } from '../compiler/compile';
import { makeSource } from '../diagnostics/source';
import { folderReader } from './read-include';
import { readSpec } from './read-spec';

export interface FileOptions extends Omit<Options, 'includes'> {
  /** The folder that included files must be in; by default that of the spec. */
  readonly root?: string | undefined;
}

/** The content and the compilation of a file. `read` is false if it could not be read, and the only diagnostic says why. */
export interface CompiledFile extends Compilation {
  readonly read: boolean;
}

/** Compiles the spec at a path with its included files; `-` is standard input, which can include files only if `root` is given. */
export function compileFile(file: string, { root, ...options }: FileOptions = {}): CompiledFile {
  const spec = readSpec(file, options.limits?.bytes);
  if (!spec.ok) {
    const source = makeSource(file, '');
    return {
      source,
      ok: false,
      diagnostics: [spec.diagnostic],
      graph: undefined,
      unchecked: [],
      included: [],
      resize: undefined,
      read: false,
    };
  }
  return { ...compile(spec.text, file, { ...options, ...includesOf(file, root, options) }), read: true };
}

/** The reader of a spec's included files, for the root folder, by default the spec's. */
export function includesOf(
  file: string,
  root: string | undefined,
  { limits }: Pick<Options, 'limits'> = {},
): Pick<Options, 'includes'> {
  if (file === '-' && root === undefined) return {};
  return { includes: folderReader(root ?? dirname(file), limits?.bytes) };
}
