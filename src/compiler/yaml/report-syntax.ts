import { type Document, isCollection, isNode, isScalar, visit, type YAMLError } from 'yaml';
import type { Report } from '../../diagnostics/report';
import type { Source, Span } from '../../diagnostics/source';
import { type Wording, wordingOf } from './syntax-wording';

/** Errors after which the rest of the file is still read as intended. */
const MILD = new Set(['TAB_AS_INDENT', 'BAD_SCALAR_START', 'BAD_DQ_ESCAPE']);

/**
 * Reports the mild errors of the YAML library, and only the first of the others, since what follows a broken part is mostly a
 * consequence. Returns the location of that one.
 */
export function reportSyntax(source: Source, document: Document.Parsed, report: Report): number | undefined {
  let brokenFrom: number | undefined;
  for (const error of document.errors) {
    const [start, end] = error.pos;
    const mild = MILD.has(error.code);
    if (mild || brokenFrom === undefined) {
      const opening = openingOf(document, error);
      // An indentation error is located at the blanks; users look at the word after them.
      const place = opening ?? afterBlanks(source, start);
      const wording = opening === undefined ? wordingOf(error, source, place) : unclosed(source, opening, start);
      const { detail, help, at = [place, opening === undefined ? Math.max(end, place + 1) : place + 1] } = wording;
      if (!isGluedMap(source, error, place))
        report.add('yaml/syntax', spanAt(source, at[0], at[1]), { detail }, { help });
      if (!mild) brokenFrom = Math.min(place, at[0]);
    }
  }
  return brokenFrom;
}

/** `conv2d:{ filters: 8 }`, in which the missing space is reported where the map is read. */
function isGluedMap({ text }: Source, { code }: YAMLError, place: number): boolean {
  const before = text.slice(text.lastIndexOf('\n', place - 1) + 1, place);
  return code === 'BLOCK_AS_IMPLICIT_KEY' && /^\s*(?:- )*[A-Za-z_][\w-]*:[{[]/.test(before);
}

function afterBlanks({ text }: Source, start: number): number {
  let at = start;
  while (text[at] === ' ') at++;
  return at;
}

/** The bracket or quote that a later error is really about: the innermost one that is still open there. */
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

function unclosed({ text }: Source, opening: number, at: number): Wording {
  const [open, found] = [text.charAt(opening), text.charAt(at)];
  if (found !== ']' && found !== '}')
    return { detail: `\`${open}\` is never closed`, help: hiddenClosing(text, opening) };
  return { detail: `\`${open}\` is never closed: found \`${found}\` instead` };
}

/** A comment on the line of a bracket may contain what closes it. */
function hiddenClosing(text: string, opening: number): string | undefined {
  const end = text.indexOf('\n', opening);
  const line = text.slice(opening, end < 0 ? undefined : end);
  return /\s#.*[}\]]/.test(line) ? 'what follows `#` is a comment: put it after the closing bracket' : undefined;
}

function spanAt(source: Source, start: number, end: number): Span {
  return { source, start, end: Math.min(end, Math.max(source.text.length, start)) };
}
