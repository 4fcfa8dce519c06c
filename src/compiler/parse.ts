import {
  type Document,
  isCollection,
  isNode,
  isScalar,
  LineCounter,
  parseAllDocuments,
  visit,
  type YAMLError,
} from 'yaml';
import type { Report } from '../diagnostics/report';
import { positionOf, type Source, type Span } from '../diagnostics/source';
import { MAXIMUM_BYTES, MAXIMUM_DEPTH } from './limits';
import { plainTree } from './plain-tree';
import type { Tree } from './tree';

/** What the parser found: the tree, and where it stopped being sure of it. */
export interface Parsed {
  readonly tree: Tree;
  /** From this offset on the text could not be read; undefined where all of it could. */
  readonly brokenFrom: number | undefined;
}

/** Text -> tree with positions. Afterwards each piece knows its place, and aliases stand resolved. */
export function parse(source: Source, report: Report): Parsed | undefined {
  const whole: Span = { source, start: 0, end: 0 };
  const bytes = Buffer.byteLength(source.text);
  if (bytes > MAXIMUM_BYTES) {
    report.add('yaml/too-big', whole, { bytes, limit: MAXIMUM_BYTES });
    return undefined;
  }
  try {
    const { documents, masks } = readMaskingExpressions(source, report);
    const [first, second] = documents;
    if (!first || first.contents === null) {
      report.add('yaml/empty', whole, {});
      return undefined;
    }
    if (second) report.add('yaml/several-documents', spanAt(source, second.range[0], second.range[0] + 3), {});
    const brokenFrom = reportErrors(source, first, report);
    return { tree: plainTree(source, first, masks, report), brokenFrom };
  } catch (error) {
    // The YAML library recurses over nesting and runs out of stack before our own limit can speak.
    if (!(error instanceof RangeError)) throw error;
    report.add('yaml/too-deep', whole, { limit: MAXIMUM_DEPTH });
    return undefined;
  }
}

type Range = readonly [number, number];

function read(text: string): readonly Document.Parsed[] {
  const documents = parseAllDocuments(text, { lineCounter: new LineCounter(), prettyErrors: false, version: '1.2' });
  return Array.isArray(documents) ? documents : [];
}

/**
 * An expression outside of quotes breaks a flow map (`{ filters: ${n} }`). Each one that does is reported once, and hidden from
 * the YAML library, so that the rest of the file can still be read.
 */
function readMaskingExpressions(
  source: Source,
  report: Report,
): { documents: readonly Document.Parsed[]; masks: readonly Range[] } {
  const masks: Range[] = [];
  let text = source.text;
  for (;;) {
    const documents = read(text);
    const errors = documents.flatMap((document) => document.errors);
    const found = errors.length === 0 ? [] : brokenExpressions(text, errors);
    if (found.length === 0) return { documents, masks };
    for (const [start, end] of found) {
      masks.push([start, end]);
      text = text.slice(0, start) + 'x'.repeat(end - start) + text.slice(end);
      const expression = source.text.slice(start, end);
      const fix = {
        title: 'put it in double quotes',
        edits: [{ span: spanAt(source, start, end), newText: `"${expression}"` }],
      };
      report.add('yaml/unquoted-expression', spanAt(source, start, end), { expression }, { fixes: [fix] });
    }
  }
}

function brokenExpressions(text: string, errors: readonly YAMLError[]): Range[] {
  return [...text.matchAll(/\$\{[^{}\n"']*\}/g)]
    .map((match): Range => [match.index, match.index + match[0].length])
    .filter(([start, end]) => errors.some(({ pos }) => pos[0] >= start && pos[0] < end));
}

/** Errors after which the rest of the file still reads as the user meant it. */
const MILD = new Set(['TAB_AS_INDENT', 'DUPLICATE_KEY', 'BAD_SCALAR_START']);

/** Reports the mild errors, and of the others the first alone: what follows a broken piece is mostly its echo. */
function reportErrors(source: Source, document: Document.Parsed, report: Report): number | undefined {
  let brokenFrom: number | undefined;
  let tabLine = -1;
  for (const error of document.errors) {
    // Tags are refused one by one as the tree is read.
    if (error.code === 'TAG_RESOLVE_FAILED') continue;
    const [start, end] = error.pos;
    const { line, column } = positionOf(source, start);
    const indentTab = /^[ ]*\t/.test(source.text.slice(start - column + 1));
    if (error.code === 'TAB_AS_INDENT' || (indentTab && !MILD.has(error.code))) {
      if (line !== tabLine + 1) reportTab(source, start - column + 1, report);
      tabLine = line;
      if (!MILD.has(error.code)) brokenFrom ??= start;
    } else if (MILD.has(error.code) || brokenFrom === undefined) {
      const opening = openingOf(document, error);
      if (opening !== undefined) {
        const detail = `\`${source.text.charAt(opening)}\` is never closed`;
        report.add('yaml/syntax', spanAt(source, opening, opening + 1), { detail });
        brokenFrom = opening;
        continue;
      }
      // An error of indentation stands at the blanks; people look at the word behind them.
      const blanks = /^[ ]*/.exec(source.text.slice(start))?.[0].length ?? 0;
      reportError(source, error, spanAt(source, start + blanks, Math.max(end, start + blanks + 1)), report);
      if (!MILD.has(error.code)) brokenFrom = start;
    }
  }
  return brokenFrom;
}

/** The bracket or quote that an error at some later line is really about: the innermost that the error's place is still in. */
function openingOf(document: Document.Parsed, { code, message, pos }: YAMLError): number | undefined {
  const unclosed =
    (code === 'MISSING_CHAR' && message.includes('quote')) || (code === 'BAD_INDENT' && message.startsWith('Flow'));
  let opening: number | undefined;
  if (unclosed) {
    visit(document, (_key, node) => {
      if (!isNode(node) || !node.range || node.range[0] >= pos[0] || node.range[2] < pos[0]) return;
      if (isCollection(node) ? node.flow : isScalar(node) && node.type?.startsWith('QUOTE')) opening = node.range[0];
    });
  }
  return opening;
}

function reportTab(source: Source, lineStart: number, report: Report): void {
  const at = source.text.indexOf('\t', lineStart);
  const length = /^\t+/.exec(source.text.slice(at))?.[0].length ?? 1;
  const span = spanAt(source, at, at + length);
  report.add(
    'yaml/tab',
    span,
    {},
    { fixes: [{ title: 'indent with spaces', edits: [{ span, newText: '  '.repeat(length) }] }] },
  );
}

function reportError(source: Source, error: YAMLError, span: Span, report: Report): void {
  if (error.code === 'DUPLICATE_KEY') {
    const key = /^(?:"[^"\n]*"|'[^'\n]*'|[^\s:{}[\],]+)/.exec(source.text.slice(span.start))?.[0] ?? '';
    report.add('yaml/duplicate-key', spanAt(source, span.start, span.start + Math.max(1, key.length)), { key });
  } else {
    const known = details[error.code];
    const { detail, help } =
      typeof known === 'function'
        ? known(source.text.slice(span.start, span.end))
        : (known ?? { detail: lowerFirst(error.message), help: undefined });
    report.add('yaml/syntax', span, { detail }, { help });
  }
}

interface Wording {
  readonly detail: string;
  readonly help: string;
}

/** Own words for what people meet most; the library's sentence serves for the rest. */
const details: Readonly<Record<string, Wording | ((found: string) => Wording)>> = {
  MULTILINE_IMPLICIT_KEY: (found) => {
    const word = /^[\w-]+/.exec(found)?.[0] ?? 'relu';
    return {
      detail: `\`${word}\` is a word alone, and the next line is indented as if it belonged to it`,
      help: `write \`${word}:\` with a colon where keys follow below it`,
    };
  },
  BLOCK_AS_IMPLICIT_KEY: {
    detail: 'a second `key:` on the same line',
    help: 'put braces around a map on one line: `key: { inner: value }`',
  },
  BAD_SCALAR_START: (found) => ({
    detail: `\`${found}\` cannot begin a value`,
    help: 'put the value in double quotes',
  }),
  BAD_ALIAS: { detail: '`*` needs the name of an anchor', help: 'put a text that begins with `*` in quotes' },
};

function lowerFirst(sentence: string): string {
  return sentence.charAt(0).toLowerCase() + sentence.slice(1);
}

function spanAt(source: Source, start: number, end: number): Span {
  return { source, start, end: Math.min(end, Math.max(source.text.length, start)) };
}
