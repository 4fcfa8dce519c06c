import type { Details, Report } from '../../diagnostics/report';
import type { Guess, Misspelt } from '../../schema/guess';
import { itemWordGroups, itemWords } from '../../schema/words';

/** Reports a word that is not a layer kind: one that is unknown, or an operation that modelc does not support. */
export function reportKind(
  { text, span }: Misspelt,
  { guess, fixes, help, unsupported }: Guess,
  details: Omit<Details, 'cause' | 'fixes' | 'help'>,
  report: Report,
): void {
  if (unsupported) report.add('schema/unsupported', span, { what: 'layer kind', word: text }, { ...details, help });
  else
    report.add(
      'schema/unknown-kind',
      span,
      { word: text, nearest: guess, known: itemWords, groups: itemWordGroups },
      { ...details, fixes, help },
    );
}

/** Reports a word that is not one of certain words. `what` says what they are, such as `optimizer`. */
export function reportChoice(
  { text, span }: Misspelt,
  { guess, fixes, help, unsupported }: Guess,
  { what, known }: { readonly what: string; readonly known: readonly string[] },
  report: Report,
): void {
  if (unsupported) report.add('schema/unsupported', span, { what, word: text }, { help });
  else report.add('schema/unknown-choice', span, { word: text, nearest: guess, known, what }, { fixes, help });
}
