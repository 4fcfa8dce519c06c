import type { Report } from '../../diagnostics/report';
import { lineOf, type Source } from '../../diagnostics/source';

/** Leading blanks of a line that include a tab. */
const INDENT = /^ *\t[ \t]*(?=[^\s])/gm;

/** Reports tabs used as indentation, once for consecutive lines. Returns the location of the first. */
export function reportTabs(source: Source, report: Report): number {
  let line = -1;
  let first = source.text.length;
  for (const { index, 0: blanks } of source.text.matchAll(INDENT)) {
    const start = index + blanks.indexOf('\t');
    const length = /^\t+/.exec(source.text.slice(start, start + blanks.length))?.[0].length ?? 1;
    const span = { source, start, end: start + length };
    const edits = [{ span, newText: '  '.repeat(length) }];
    if (lineOf(span) !== line + 1)
      report.add('yaml/tab', span, {}, { fixes: [{ title: 'indent with spaces', certainty: 'certain', edits }] });
    line = lineOf(span);
    first = Math.min(first, start);
  }
  return first;
}

/** The text with a space for each of those tabs, so that offsets do not change. */
export function spacesForTabs(text: string): string {
  return text.replaceAll(INDENT, (blanks) => ' '.repeat(blanks.length));
}
