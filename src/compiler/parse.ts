import { Composer } from 'yaml';
import type { Report } from '../diagnostics/report';
import type { Source } from '../diagnostics/source';
import { MAXIMUM_BYTES } from './limits';
import { plainTree } from './plain-tree';
import { readTokens } from './read-tokens';
import { reportSyntax } from './report-syntax';
import { type Range, scanText } from './scan-text';
import type { Tree } from './tree';

/** What the parser found: the tree, and where it stopped being sure of it. */
export interface Parsed {
  readonly tree: Tree;
  /** From this offset on the text could not be read; undefined where all of it could. */
  readonly brokenFrom: number | undefined;
}

/** Text -> tree with positions. Afterwards each piece knows its place, and aliases stand resolved. */
export function parse(source: Source, report: Report): Parsed | undefined {
  const start = { source, start: 0, end: 0 };
  if (Buffer.byteLength(source.text) > MAXIMUM_BYTES) {
    report.add('yaml/too-big', start, { limit: MAXIMUM_BYTES });
    return undefined;
  }
  // The YAML library takes a lone carriage return for a letter, and YAML for the end of a line.
  const text = source.text.replaceAll(/\r(?!\n)/g, '\n');
  const masks = scanText(source, text, report);
  const read = masks && readTokens(source, maskExpressions(source, text, masks, report), report);
  if (!read) return undefined;
  const options = { prettyErrors: false, keepSourceTokens: true, uniqueKeys: false, version: '1.2' } as const;
  const [first, second] = [...new Composer(options).compose(read.tokens)];
  if (!first || first.contents === null) {
    report.add('yaml/empty', start, {});
    return undefined;
  }
  if (second) {
    const at = second.range[0];
    report.add('yaml/several-documents', { source, start: at, end: Math.min(at + 3, text.length) }, {});
  }
  const brokenFrom = reportSyntax(source, first, report);
  const hidden = { masks, tagged: read.tagged };
  return { tree: plainTree(source, first, hidden, upTo(brokenFrom, report)), brokenFrom };
}

/** What the tree seems to say behind a broken piece is an echo of it; that it is cut short must be told all the same. */
function upTo(brokenFrom: number | undefined, report: Report): Report {
  if (brokenFrom === undefined) return report;
  return {
    add: (code, span, args, details) => {
      if (span.end <= brokenFrom || code.startsWith('yaml/too-')) report.add(code, span, args, details);
    },
  };
}

/** Reports the expressions that would break a flow map (`{ filters: ${n} }`), and writes letters over them. */
function maskExpressions(source: Source, text: string, masks: readonly Range[], report: Report): string {
  const parts: string[] = [];
  let from = 0;
  for (const [start, end] of masks) {
    const span = { source, start, end };
    const expression = text.slice(start, end);
    const fix = { title: 'put it in double quotes', edits: [{ span, newText: `"${expression}"` }] };
    report.add('yaml/unquoted-expression', span, { expression }, { fixes: [fix] });
    parts.push(text.slice(from, start), 'x'.repeat(end - start));
    from = end;
  }
  return [...parts, text.slice(from)].join('');
}
