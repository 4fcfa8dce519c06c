import { printable } from '../../diagnostics/printable';

/**
 * A user's text as lines of a comment, whatever it contains: it cannot end the comment, start a new line, contain a directive
 * for the compiler (as in comments that start with `@`), or name a file (`# sourceMappingURL`).
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
