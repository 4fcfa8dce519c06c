import { compile, type Options } from '../../src/compiler/compile';
import { textOf } from '../../src/diagnostics/source';

/** A spec with `‹` and `›` around each wrong piece, in the order of the text. */
export interface Marked {
  readonly text: string;
  readonly pieces: readonly { readonly start: number; readonly end: number }[];
}

/** Removes the marks and returns their positions; pieces must not nest. */
export function readMarks(marked: string): Marked {
  const pieces: { start: number; end: number }[] = [];
  let text = '';
  for (const [index, part] of marked.split(/[‹›]/).entries()) {
    if (index % 2 === 1) pieces.push({ start: text.length, end: text.length + part.length });
    text += part;
  }
  return { text, pieces };
}

/** What `expectErrors` compares: code, offsets and the text under the caret. */
interface Found {
  readonly code: string;
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

export function errorsOf(text: string, options: Options = {}): Found[] {
  return compile(text, 'spec.yaml', options).diagnostics.map(({ code, span }) => ({
    code,
    start: span.start,
    end: span.end,
    text: textOf(span),
  }));
}

/** Expects exactly these errors, at exactly the marked pieces. */
export function expectErrors(marked: string, codes: readonly string[], options: Options = {}): void {
  const { text, pieces } = readMarks(marked);
  const wanted = pieces.map(({ start, end }, index) => ({
    code: codes[index],
    start,
    end,
    text: text.slice(start, end),
  }));
  expect(errorsOf(text, options)).toEqual(wanted);
}

/** A valid spec around the given layers; the first one sets the indent of the list. */
export function specWith(layers: string, rest = ''): string {
  return `modelc: 1\ninput: { height: 8, width: 8, channels: 4 }\n${rest}layers:\n${layers}\n`;
}
