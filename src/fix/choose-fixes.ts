import type { Certainty, Diagnostic, Edit, Fix } from '../diagnostics/diagnostic';
import type { Code } from '../diagnostics/messages';
import { isOfForm } from './remaining';

/** Which fixes to apply: those that are certain, or contracts too. */
export type Scope = 'certain' | 'contracts';

/** A fix and its diagnostic. */
export interface ChosenFix {
  readonly diagnostic: Diagnostic;
  readonly fix: Fix;
}

/**
 * The fixes of one round. Words come first; numbers follow after every word is right, since a misread word makes right numbers
 * look wrong; and contracts after every declared number is. No two edits overlap.
 */
export function chooseFixes(diagnostics: readonly Diagnostic[], scope: Scope): readonly (readonly ChosenFix[])[] {
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  const words = apart(errors.filter(({ code }) => !isExpectation(code)).flatMap((error) => fixOf(error, 'certain')));
  if (errors.some(({ code }) => isOfForm(code))) return [words];
  const numbers = apart(errors.flatMap((error) => fixOf(error, 'certain')));
  if (scope === 'certain') return [words, numbers];
  return [words, numbers, apart(errors.flatMap((error) => fixOf(error, 'contract')))];
}

function isExpectation(code: Code): boolean {
  return code.startsWith('expect/');
}

function fixOf(diagnostic: Diagnostic, certainty: Certainty): ChosenFix[] {
  const fix = diagnostic.fixes.find((one) => one.certainty === certainty);
  return fix ? [{ diagnostic, fix }] : [];
}

/** Those whose edits do not touch those of an earlier one. */
function apart(fixes: readonly ChosenFix[]): readonly ChosenFix[] {
  const taken: Edit[] = [];
  return fixes.filter(({ fix }) => {
    const free = fix.edits.every((edit) => !taken.some((other) => touch(edit, other)));
    if (free) taken.push(...fix.edits);
    return free;
  });
}

function touch(a: Edit, b: Edit): boolean {
  return a.span.source.file === b.span.source.file && a.span.start <= b.span.end && b.span.start <= a.span.end;
}
