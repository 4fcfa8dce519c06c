import { INDENT, layOut } from '../python/code';
import { type Code, usesOf } from '../source/code';
import { type InitLine, indentOf } from './builds';
import type { RenderedBody } from './forward-line';
import type { Frame } from './frame';

/** The lines of `__init__` after that of `super`: the parameters that a class keeps, then its modules. */
export function initCodes({ init, kept, parameters }: Frame): InitLine[] {
  const keeping = [...kept].flatMap(([name, attribute]): InitLine[] => {
    const { identifier } = parameters.get(name) ?? {};
    return identifier === undefined
      ? []
      : [{ depth: 0, code: { text: `self.${attribute} = ${identifier}`, uses: [identifier] } }];
  });
  return [...keeping, ...init];
}

/** The first line of `__init__` of a module. */
export const SUPER: InitLine = { depth: 0, code: 'super().__init__()' };

/** `__init__` with its lines; `more` are used as they are. */
export function initLines(
  signature: readonly string[],
  lines: readonly InitLine[],
  more: readonly string[] = [],
): string[] {
  const open: Code = { open: 'def __init__(', items: ['self', ...signature], close: ') -> None:' };
  return [layOut(open, INDENT), ...lines.map((line) => layOut(line.code, indentOf(line))), ...more];
}

/** The names that lines read. */
export function readBy(lines: readonly InitLine[]): ReadonlySet<string> {
  return new Set(lines.flatMap(({ code }) => [...usesOf(code)]));
}

/** `forward` with its statements. */
export function forwardLines({ inputs, lines }: RenderedBody, result: string): string[] {
  const items = ['self', ...inputs.map((name) => `${name}: Tensor`)];
  return [layOut({ open: 'def forward(', items, close: `) -> ${result}:` }, INDENT), ...lines];
}
