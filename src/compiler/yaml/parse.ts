import { Composer } from 'yaml';
import type { Report } from '../../diagnostics/report';
import { lineOf, type Source } from '../../diagnostics/source';
import { type Limits, standardLimits } from '../../schema/limits';
import { plainTree } from './plain-tree';
import { readTokens } from './read-tokens';
import { reportSyntax } from './report-syntax';
import { type Range, scanText } from './scan-text';
import type { Tree } from './tree';

/** The result of parsing: the tree, and how far it can be trusted. */
export interface Parsed {
  readonly tree: Tree;
  /** The text is unreadable from this offset on; undefined if all of it was read. */
  readonly brokenFrom: number | undefined;
}

/** Text -> tree with source locations. Afterwards every part has a location, and aliases are resolved. */
export function parse(source: Source, report: Report, limits: Limits = standardLimits): Parsed | undefined {
  const start = { source, start: 0, end: 0 };
  if (Buffer.byteLength(source.text) > limits.bytes) {
    report.add('yaml/too-big', start, { limit: limits.bytes });
    return undefined;
  }
  // The YAML library treats a lone carriage return as a character; YAML treats it as a line break.
  const text = source.text.replaceAll(/\r(?!\n)/g, '\n');
  const masks = scanText(source, text, limits, report);
  const masked = masks && maskExpressions(source, text, masks, report);
  const read = masked === undefined ? undefined : compose(source, masked, limits, report);
  if (!masks || masked === undefined || !read) return undefined;
  const [first, second] = read.documents;
  if (!first || first.contents === null) {
    report.add('yaml/empty', start, {});
    return undefined;
  }
  if (second) {
    const at = second.range[0];
    report.add('yaml/several-documents', { source, start: at, end: Math.min(at + 3, text.length) }, {});
  }
  if (!first.errors.some(({ code }) => code === 'TAB_AS_INDENT')) {
    const brokenFrom = reportSyntax(source, first, report);
    const hidden = { masks, tagged: read.tagged };
    return { tree: plainTree(source, first, { hidden, limits }, upTo(brokenFrom, report)), brokenFrom };
  }
  // With spaces for tabs, the rest of the file may be read as intended. Otherwise nothing after the first tab can be trusted.
  const firstTab = reportTabs(source, report);
  const spaced = compose(source, spacesForTabs(masked), limits, report);
  const [whole] = spaced?.documents ?? [];
  const sound = whole !== undefined && whole.errors.length === 0;
  const brokenFrom = sound ? undefined : firstTab;
  const hidden = { masks, tagged: (sound ? spaced?.tagged : undefined) ?? read.tagged };
  return { tree: plainTree(source, sound ? whole : first, { hidden, limits }, upTo(brokenFrom, report)), brokenFrom };
}

/** The documents of a text, and the tags removed from it; undefined if a limit is exceeded. */
function compose(source: Source, text: string, limits: Limits, report: Report) {
  const read = readTokens(source, text, limits.depth, report);
  const options = { prettyErrors: false, keepSourceTokens: true, uniqueKeys: false, version: '1.2' } as const;
  return read && { documents: [...new Composer(options).compose(read.tokens)], tagged: read.tagged };
}

/** Errors after a broken part are consequences of it, but errors about exceeded limits must still be reported. */
function upTo(brokenFrom: number | undefined, report: Report): Report {
  if (brokenFrom === undefined) return report;
  return {
    add: (code, span, args, details) => {
      if (span.end <= brokenFrom || code.startsWith('yaml/too-')) report.add(code, span, args, details);
    },
  };
}

/** Reports expressions that would break a flow map (`{ filters: ${n} }`), and masks them with letters. */
function maskExpressions(source: Source, text: string, masks: readonly Range[], report: Report): string {
  const parts: string[] = [];
  let from = 0;
  for (const [start, end] of masks) {
    const span = { source, start, end };
    const expression = text.slice(start, end);
    // Quotes of a word processor are none for YAML.
    const curly = /[“”„‘’]/.test(text[start - 1] ?? '') && /[“”‘’]/.test(text[end] ?? '') ? 1 : 0;
    const fix = {
      title: 'put it in double quotes',
      certainty: 'certain' as const,
      edits: [{ span: { ...span, start: start - curly, end: end + curly }, newText: `"${expression}"` }],
    };
    report.add('yaml/unquoted-expression', span, { expression }, { fixes: [fix] });
    parts.push(text.slice(from, start), 'x'.repeat(end - start));
    from = end;
  }
  return [...parts, text.slice(from)].join('');
}

/** Leading blanks of a line that include a tab. */
const INDENT = /^ *\t[ \t]*(?=[^\s])/gm;

/** Reports tabs used as indentation, once for consecutive lines. Returns the location of the first. */
function reportTabs(source: Source, report: Report): number {
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
function spacesForTabs(text: string): string {
  return text.replaceAll(INDENT, (blanks) => ' '.repeat(blanks.length));
}
