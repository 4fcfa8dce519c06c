import type { Diagnostic } from './diagnostic';
import { MAXIMUM_MISTAKES } from './merge-repeats';
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
  'blocks/missing-parameter',
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

/** Warnings that may explain errors about shapes, and are kept beside them. */
const EXPLAINS_SHAPES: ReadonlySet<Code> = new Set<Code>(['input/channels-first']);

/** Removes warnings that are allowed or accompany errors, and errors that may only come from missing text. */
export function suppress(diagnostics: readonly Diagnostic[], { source, brokenFrom, allowed }: Doubts): Diagnostic[] {
  const hasErrors = diagnostics.some(({ severity }) => severity === 'error');
  const hasWrongShapes = diagnostics.some(({ code }) => code.startsWith('shape/') || code === 'train/input-shape');
  const isWanted = ({ code, severity }: Diagnostic): boolean =>
    severity === 'error' || !hasErrors || (hasWrongShapes && EXPLAINS_SHAPES.has(code));
  const wanted = diagnostics.filter((diagnostic) => !allowed.has(diagnostic.code) && isWanted(diagnostic));
  const cut = wanted.some(({ code }) => CUT_SHORT.has(code));
  return wanted.filter(({ code, span }) => {
    if (cut) return code.startsWith('yaml/');
    if (brokenFrom === undefined || code.startsWith('yaml/')) return true;
    const isInMain = span.source === source;
    if (!isInMain && code.startsWith('schema/')) return true;
    return (!isInMain || span.end <= brokenFrom) && !NEEDS_WHOLE_FILE.has(code);
  });
}

/** More than anyone reads; a generated file with one mistake per line would have thousands. */
const MAXIMUM_SHOWN = 200;

/** The first of many diagnostics, and one at the end, at the first omitted one, that says so. */
export function firstDiagnostics(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const left = diagnostics.slice(MAXIMUM_SHOWN);
  const [first] = left;
  if (!first) return diagnostics;
  const many: Diagnostic<'report/too-many'> = {
    code: 'report/too-many',
    severity: left.some(({ severity }) => severity === 'error') ? 'error' : 'warning',
    args: {
      shown: MAXIMUM_SHOWN,
      total: diagnostics.length >= MAXIMUM_MISTAKES ? `${MAXIMUM_MISTAKES} or more` : `${diagnostics.length}`,
    },
    span: first.span,
    notes: [],
    ownHelp: undefined,
    fixes: [],
  };
  return [...diagnostics.slice(0, MAXIMUM_SHOWN), many];
}
