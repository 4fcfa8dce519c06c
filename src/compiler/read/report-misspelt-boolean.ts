import type { Details, Report } from '../../diagnostics/report';
import type { Span } from '../../diagnostics/source';
import { guessExpected } from '../../schema/guess-word';

/** A text such as `flase`, the key that it is for, and its description in messages. */
interface Misspelt {
  readonly key: string;
  readonly text: string;
  readonly found: string;
  readonly span: Span;
}

/** Reports a text that is a misspelt `true` or `false`, and suggests the intended one. */
export function reportMisspeltBoolean({ key, text, found, span }: Misspelt, report: Report, details?: Details): void {
  const expected = '`true` or `false`';
  report.add('schema/value', span, { key, expected, found }, { ...details, ...guessExpected(text, span, expected) });
}
