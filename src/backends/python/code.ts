import { type Code, flatten, wrap } from '../source/code';
import { commentLines } from '../source/comment';

/** Columns that a line of the generated program may take: those of ruff and black. */
export const LINE_WIDTH = 88;
export const INDENT = '    ';

/** `open(first, second, key=value)`; arguments without a value are left out. */
export function call(
  open: string,
  positional: readonly string[],
  keyed: Readonly<Record<string, string | undefined>> = {},
): Code {
  const named = Object.entries(keyed).flatMap(([key, text]) => (text === undefined ? [] : [`${key}=${text}`]));
  return { open: `${open}(`, items: [...positional, ...named], close: ')' };
}

/** Code in the lines that ruff and black give it: on one, else its items on a line between the brackets, else one on each. */
export function layOut(code: Code, indent: string): string {
  const line = `${indent}${flatten(code)}`;
  if (typeof code === 'string' || (!mustBreak(code) && line.length <= LINE_WIDTH)) return line;
  const inner = `${indent}${INDENT}`;
  const items = code.items.map((item) => (typeof item === 'object' && 'code' in item ? item.code : item));
  const together = `${inner}${items.map(flatten).join(', ')}`;
  const lines =
    !mustBreak(code) && together.length <= LINE_WIDTH
      ? [together]
      : items.map((item) => layOut(wrap('', item, ','), inner));
  return [`${indent}${code.open}`, ...lines, `${indent}${code.close}`].join('\n');
}

function mustBreak(code: Code): boolean {
  if (typeof code === 'string') return false;
  return (
    code.broken === true ||
    code.items.some((item) => mustBreak(typeof item === 'object' && 'code' in item ? item.code : item))
  );
}

/** An operand: in brackets where it is more than one word. */
export function bracketed(text: string): string {
  return text.includes(' ') ? `(${text})` : text;
}

/** A text of the user's as the docstring of a class or function, indented once; nothing in it ends the docstring. `blank` replaces one without words. */
export function docstring(text: string, blank: string): string {
  const lines = commentLines(text.replaceAll('"', "'"), LINE_WIDTH - INDENT.length - 6).map((line) =>
    line.replaceAll('\\', '\\\\'),
  );
  const [first = blank, ...others] = lines;
  if (others.length === 0) return `${INDENT}"""${first}"""`;
  return [`${INDENT}"""${first}`, ...others.map((line) => `${INDENT}${line}`), `${INDENT}"""`].join('\n');
}
