import { printable } from '../../diagnostics/printable';

/**
 * A text of the user's as lines of a comment, whatever it holds: nothing in it ends the comment, begins a new line, gives the
 * compiler an order (as comments that begin with `@` do) or names a file (`# sourceMappingURL`).
 */
export function commentLines(text: string, width: number): string[] {
  const words = text.split(/[\s\u0085\u2028\u2029]+/).filter((word) => word !== '');
  const lines: string[] = [];
  for (const word of words.map(harmless)) {
    const last = lines.at(-1);
    if (last === undefined || last.length + 1 + word.length > width) lines.push(word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines;
}

/** Lone surrogates cannot be written as UTF-8. */
function harmless(word: string): string {
  return printable(word)
    .replace(/\p{Surrogate}/gu, '\ufffd')
    .replace(/\*(?=\/)|\/(?=[*/])/g, '$&\\')
    .replace(/^[@#]/, '\\$&');
}
