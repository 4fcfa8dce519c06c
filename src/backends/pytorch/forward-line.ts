import { INDENT, layOut } from '../python/code';
import { type Code, wrap } from '../source/code';
import { TENSOR } from './calls';

/** The statements of `forward`, its input variables, and the names that it refers to. */
export interface RenderedBody {
  readonly inputs: readonly string[];
  readonly lines: readonly string[];
  readonly uses: ReadonlySet<string>;
}

/** A line of `forward`. */
export interface ForwardLine {
  readonly depth: number;
  /** Variables assigned by the code; none if the code is a statement of its own. */
  readonly names: readonly string[];
  readonly code: Code;
}

/** Lines as Python; variables that are `declared` tensors start where they are first assigned, unless they are `begun`. */
export function textsOf(
  lines: readonly ForwardLine[],
  begun: Set<string>,
  declared: ReadonlySet<string>,
): readonly string[] {
  return lines.flatMap((line) => {
    const starting = line.names.filter((name) => !begun.has(name) && declared.has(name));
    for (const name of line.names) begun.add(name);
    return textOf(line, starting);
  });
}

/** A line as Python; the variables that are `declared` tensors start here. */
function textOf({ depth, names, code }: ForwardLine, declared: readonly string[]): string[] {
  const indent = INDENT.repeat(depth);
  if (names.length === 0) return [layOut(code, indent)];
  const single = names.length === 1;
  const before = single ? [] : declared.map((name) => `${indent}${name}: ${TENSOR}`);
  const annotation = single && declared.length > 0 ? `: ${TENSOR}` : '';
  return [...before, layOut(wrap(`${names.join(', ')}${annotation} = `, code), indent)];
}
