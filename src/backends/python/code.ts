import { type Code, flatten, itemOf, mustBreak, wrap } from '../source/code';
import { commentLines } from '../source/comment';

/** Columns that a line of the generated program may take: those of ruff and black. */
export const LINE_WIDTH = 88;
export const INDENT = '    ';

/** Positional arguments, then keyed ones; those without a value are left out. */
export function argumentsOf(
  positional: readonly Code[],
  keyed: Readonly<Record<string, Code | undefined>> = {},
): readonly Code[] {
  const named = Object.entries(keyed).flatMap(([key, code]) => (code === undefined ? [] : [wrap(`${key}=`, code)]));
  return [...positional, ...named];
}

/** Code in the lines that ruff and black give it: on one, else its items on a line between the brackets, else one on each. */
export function layOut(code: Code, indent: string): string {
  const line = `${indent}${flatten(code)}`;
  if (typeof code === 'string' || 'text' in code || (!mustBreak(code) && line.length <= LINE_WIDTH)) return line;
  const inner = `${indent}${INDENT}`;
  const items = code.items.map((item) => itemOf(item).code);
  const together = `${inner}${items.map(flatten).join(', ')}`;
  const lines =
    !mustBreak(code) && together.length <= LINE_WIDTH
      ? [together]
      : items.map((item) => layOut(wrap('', item, ','), inner));
  return [`${indent}${code.open}`, ...lines, `${indent}${code.close}`].join('\n');
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
