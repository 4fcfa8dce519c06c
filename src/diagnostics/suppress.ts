import type { Diagnostic } from './diagnostic';
import type { Code } from './messages';
import type { Source } from './source';

/** Facts about a compilation that make some of its diagnostics doubtful or unwanted. */
export interface Doubts {
  readonly source: Source;
  /** The offset in `source` after which it could not be read; undefined if all of it was read. */
  readonly brokenFrom: number | undefined;
  /** Codes of warnings that the spec allows. */
  readonly allowed: ReadonlySet<Code>;
}

/** Errors that may not exist in the whole spec, if it could not be read to its end. */
const NEEDS_WHOLE_FILE: ReadonlySet<Code> = new Set<Code>([
  'schema/missing',
  'schema/version-missing',
  'schema/empty-layers',
  'schema/not-a-spec',
  'wiring/branch-not-joined',
  'wiring/unknown-name',
  'blocks/unknown',
  'expect/value',
  'expression/unknown-name',
  'let/unknown-setting',
  'include/unknown-value',
  'train/input-shape',
  'train/output-shape',
  'train/classes',
  'train/no-weights',
]);

/** Limits that truncate the tree: the rest may not be what the user wrote. */
const CUT_SHORT: ReadonlySet<Code> = new Set<Code>(['yaml/too-deep', 'yaml/too-many-aliases']);

/** Removes warnings that are allowed or accompany errors, and errors that may only come from missing text. */
export function suppress(diagnostics: readonly Diagnostic[], { source, brokenFrom, allowed }: Doubts): Diagnostic[] {
  const hasErrors = diagnostics.some(({ severity }) => severity === 'error');
  const wanted = diagnostics.filter(({ code, severity }) => !allowed.has(code) && (severity === 'error' || !hasErrors));
  const cut = wanted.some(({ code }) => CUT_SHORT.has(code));
  return wanted.filter(({ code, span }) => {
    if (cut) return code.startsWith('yaml/');
    if (brokenFrom === undefined || code.startsWith('yaml/')) return true;
    const isInMain = span.source === source;
    if (!isInMain && code.startsWith('schema/')) return true;
    return (!isInMain || span.end <= brokenFrom) && !NEEDS_WHOLE_FILE.has(code);
  });
}
