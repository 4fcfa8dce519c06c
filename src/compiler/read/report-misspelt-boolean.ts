import type { Details, Report } from '../../diagnostics/report';
import type { Span } from '../../diagnostics/source';
import { guessExpected } from '../../schema/guess-word';

/** A text such as `flase`, the key that it is for, and what messages call it. */
interface Misspelt {
  readonly key: string;
  readonly text: string;
  readonly found: string;
  readonly span: Span;
}

/** Reports a text that is a misspelt `true` or `false`, with the one that was meant. */
export function reportMisspeltBoolean({ key, text, found, span }: Misspelt, report: Report, details?: Details): void {
  const expected = '`true` or `false`';
  report.add('schema/value', span, { key, expected, found }, { ...details, ...guessExpected(text, span, expected) });
}
