import type { Diagnostic } from './diagnostic';
import { MAXIMUM_MISTAKES } from './merge-repeats';

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
