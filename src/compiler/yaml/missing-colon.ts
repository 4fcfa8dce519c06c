import type { Report } from '../../diagnostics/report';
import { type Span, textOf } from '../../diagnostics/source';
import type { Entry, Tree } from './tree';

/** `filters:3`, `filters = 3` or `filters 3` in braces, which YAML reads as one key. */
const WHOLE = /^([A-Za-z_]\w*)(:|\s*=\s*|\s+)([^\s{}[\]:=]+)$/;
/** `conv2d:{ filters` or `conv2d { filters`: the start of a map that YAML reads as a key. */
const OPENING = /^([A-Za-z_][\w-]*)(:|\s*=\s*|\s*)[{[]/;

/** The intended entry, if a colon or the space after it is missing, which is reported. Other entries are returned unchanged. */
export function addMissingColon(entry: Entry, report: Report): Entry {
  const { keySpan, value } = entry;
  const written = textOf(keySpan);
  const whole = value.type === 'scalar' && value.written === '' ? WHOLE.exec(written) : null;
  const [, word = '', sign = '', rest = ''] = whole ?? OPENING.exec(written) ?? [];
  if (word === '') return entry;
  const start = keySpan.start + word.length;
  const at = { ...keySpan, start, end: start + Math.max(1, sign.length) };
  const edits = [{ span: { ...at, end: start + sign.length }, newText: ': ' }];
  report.add(
    'yaml/colon',
    at,
    { word, sign: sign.trim() },
    { fixes: [{ title: `write \`${word}: \``, certainty: 'certain', edits }] },
  );
  const place = { ...keySpan, start: keySpan.end - rest.length };
  return {
    key: word,
    keySpan: { ...keySpan, end: start },
    value: whole ? plainScalar(rest, place) : { type: 'broken', span: place },
  };
}

/** A word as YAML would read it as a value. */
function plainScalar(written: string, span: Span): Tree {
  const value = /^-?(?:\d+\.?\d*|\.\d+)$/.test(written) ? Number(written) : written;
  return {
    type: 'scalar',
    value: written === 'true' || written === 'false' ? written === 'true' : value,
    written,
    span,
  };
}
