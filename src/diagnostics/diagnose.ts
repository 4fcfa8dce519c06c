import { blameCauses } from './blame-causes';
import { countUses } from './count-uses';
import type { Diagnostic } from './diagnostic';
import { mergeRepeats } from './merge-repeats';
import type { Finding } from './report';
import type { Source } from './source';

/**
 * Findings -> one diagnostic per mistake: first those that may be the cause of others, each part in the order of the text, first those in
 * `main`, then by file name.
 */
export function diagnose(findings: readonly Finding[], main?: Source): readonly Diagnostic[] {
  return mergeRepeats(blameCauses(findings)).map(countUses).toSorted(inTextOrder(main));
}

function inTextOrder(main: Source | undefined): (a: Diagnostic, b: Diagnostic) => number {
  const rank = ({ span: { source } }: Diagnostic): string => (source === main ? '' : source.file);
  const stage = (one: Diagnostic): number => (mayFollow(one) ? 1 : 0);
  return (a, b) =>
    stage(a) - stage(b) || rank(a).localeCompare(rank(b)) || a.span.start - b.span.start || a.span.end - b.span.end;
}

/** Errors about values, which what is wrong in the text can cause: a word that is not understood leaves sizes other than intended. */
const ABOUT_VALUES = /^(?:shape|weights|expect|train)\//;

function mayFollow({ code, severity }: Diagnostic): boolean {
  return severity === 'warning' || ABOUT_VALUES.test(code);
}
