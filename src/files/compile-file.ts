import { dirname } from 'node:path';
import { type Compilation, compile, type Options } from '../compiler/compile';
import { makeSource } from '../diagnostics/source';
import { folderReader } from './read-include';
import { readSpec } from './read-spec';

export interface FileOptions extends Omit<Options, 'includes'> {
  /** The folder that included files must be in; by default that of the spec. */
  readonly root?: string | undefined;
}

/** What a file holds and what it means; `read` is false where it could not be read, and the one diagnostic says why. */
export interface CompiledFile extends Compilation {
  readonly read: boolean;
}

/** Compiles the spec at a path with the files that it includes; `-` is standard input, which includes files only if `root` is given. */
export function compileFile(file: string, { root, ...options }: FileOptions = {}): CompiledFile {
  const spec = readSpec(file, options.limits?.bytes);
  if (!spec.ok) {
    const source = makeSource(file, '');
    return { source, ok: false, diagnostics: [spec.diagnostic], graph: undefined, unchecked: 0, read: false };
  }
  return { ...compile(spec.text, file, { ...options, ...includesOf(file, root, options) }), read: true };
}

/** How the files that a spec includes are read: from the root folder, by default the spec's. */
export function includesOf(
  file: string,
  root: string | undefined,
  { limits }: Pick<Options, 'limits'> = {},
): Pick<Options, 'includes'> {
  if (file === '-' && root === undefined) return {};
  return { includes: folderReader(root ?? dirname(file), limits?.bytes) };
}
