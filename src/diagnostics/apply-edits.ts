import type { Edit } from './diagnostic';

/**
 * The text with edits applied; they must not overlap. Offsets are those of its source, which has no byte order mark; an
 * existing one is kept. Inserted lines end like the others of the text.
 */
export function applyEdits(marked: string, edits: readonly Pick<Edit, 'span' | 'newText'>[]): string {
  const mark = marked.startsWith('\ufeff') ? '\ufeff' : '';
  const text = marked.slice(mark.length);
  const lineBreak = /\r\n|\n|\r/.exec(text)?.[0] ?? '\n';
  const parts: string[] = [mark];
  let from = 0;
  for (const { span, newText } of edits.toSorted((a, b) => a.span.start - b.span.start)) {
    parts.push(text.slice(from, span.start), newText.replaceAll('\n', lineBreak));
    from = span.end;
  }
  return [...parts, text.slice(from)].join('');
}

/** A part of a file, by offsets in its source. */
export interface Place {
  readonly file: string;
  readonly start: number;
  readonly end: number;
}

/** Where the new text of each edit is after all of them were applied. */
export function editedPlaces(edits: readonly Edit[]): ReadonlyMap<Edit, Place> {
  const shifts = new Map<string, number>();
  const places = new Map<Edit, Place>();
  for (const edit of edits.toSorted((a, b) => a.span.start - b.span.start)) {
    const { span, newText } = edit;
    const { file } = span.source;
    const shift = shifts.get(file) ?? 0;
    const start = span.start + shift;
    shifts.set(file, shift + newText.length - (span.end - span.start));
    places.set(edit, { file, start, end: start + newText.length });
  }
  return places;
}
