import { type Code, flatten, itemOf, mustBreak, wrap } from '../source/code';
import { commentLines } from '../source/comment';

/** The maximum line length of generated programs: that of ruff and black. */
export const LINE_WIDTH = 88;
export const INDENT = '    ';

/** Positional arguments, then keyword arguments, without those that have no value. */
export function argumentsOf(
  positional: readonly Code[],
  keyed: Readonly<Record<string, Code | undefined>> = {},
): readonly Code[] {
  const named = Object.entries(keyed).flatMap(([key, code]) => (code === undefined ? [] : [wrap(`${key}=`, code)]));
  return [...positional, ...named];
}

/** Lays code out like ruff and black: on one line, or with the items on a line between the brackets, or with one item per line. */
export function layOut(code: Code, indent: string): string {
  const line = `${indent}${flatten(code)}`;
  if (typeof code === 'object' && 'text' in code && code.split && line.length > LINE_WIDTH) {
    const { before, operands, operator, after } = code.split;
    const lines = operands.map((each, index) => `${indent}${INDENT}${index === 0 ? '' : `${operator} `}${each}`);
    return [`${indent}${before}(`, ...lines, `${indent})${after}`].join('\n');
  }
  if (typeof code === 'string' || 'text' in code || (!mustBreak(code) && line.length <= LINE_WIDTH)) return line;
  const inner = `${indent}${INDENT}`;
  const items = code.items.map((item) => itemOf(item).code);
  const together = `${inner}${items.map(flatten).join(', ')}`;
  const lines =
    !mustBreak(code) && !code.eachApart && together.length <= LINE_WIDTH
      ? [together]
      : items.map((item) => layOut(wrap('', item, ','), inner));
  return [`${indent}${code.open}`, ...lines, `${indent}${code.close}`].join('\n');
}

/**
 * A user's text as the docstring of a class or function, indented once; nothing in it can end the docstring. `blank` replaces a
 * text without words, and `note` is a paragraph after it.
 */
export function docstring(text: string, blank: string, note?: string): string {
  const width = LINE_WIDTH - INDENT.length - 6;
  const lines = commentLines(text.replaceAll('"', "'"), width).map((line) => line.replaceAll('\\', '\\\\'));
  const notes = note === undefined ? [] : ['', ...commentLines(note, width)];
  const [first = blank, ...others] = [...(lines.length === 0 ? [blank] : lines), ...notes];
  if (others.length === 0) return `${INDENT}"""${first}"""`;
  return [
    `${INDENT}"""${first}`,
    ...others.map((line) => (line === '' ? '' : `${INDENT}${line}`)),
    `${INDENT}"""`,
  ].join('\n');
}
