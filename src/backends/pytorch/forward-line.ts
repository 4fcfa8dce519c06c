import { INDENT, layOut } from '../python/code';
import { type Code, fixedBy, typeOf, usesOf, wrap } from '../source/code';
import { TENSOR } from './calls';

/** The statements of `forward`, its input variables, and the names that it refers to. */
export interface RenderedBody {
  readonly inputs: readonly string[];
  readonly lines: readonly string[];
  readonly uses: ReadonlySet<string>;
  /** The parameters for whose other values they are not right. */
  readonly fixed: ReadonlySet<string>;
}

/** A line of `forward`. */
export interface ForwardLine {
  readonly depth: number;
  /** Variables assigned by the code; none if the code is a statement of its own. */
  readonly names: readonly string[];
  readonly code: Code;
}

/** The lines of a `forward` while it is written. */
export class ForwardLines {
  /** How far the next line is indented. */
  depth = 2;
  readonly #inputs: readonly string[];
  readonly #lines: ForwardLine[] = [];
  /** Variables assigned from something whose type is unknown to type checkers. */
  readonly #untyped = new Set<string>();
  /** Of these, the ones whose type is declared at their first assignment. */
  readonly #declared = new Set<string>();

  constructor(inputs: readonly string[]) {
    this.#inputs = inputs;
  }

  write(code: Code, depth = this.depth): void {
    this.#lines.push({ depth, names: [], code });
  }

  assign(names: readonly string[], code: Code): void {
    this.push({ depth: this.depth, names, code });
  }

  push(line: ForwardLine): void {
    if (typeOf(line.code) !== TENSOR)
      for (const name of line.names) if (!this.#inputs.includes(name)) this.#untyped.add(name);
    this.#lines.push(line);
  }

  /** Writes the last line otherwise if it assigns this variable. */
  rewriteLast(variable: string, write: (line: ForwardLine) => ForwardLine): boolean {
    const last = this.#lines.at(-1);
    if (last?.depth !== this.depth || last.names.join() !== variable) return false;
    this.#lines[this.#lines.length - 1] = write(last);
    return true;
  }

  /** Returns a value; type checkers must know a single one to be a tensor, so its variables are annotated where they start. */
  result(code: Code, isOne: boolean): void {
    if (isOne && typeOf(code) !== TENSOR) {
      const read = usesOf(code);
      for (const name of this.#untyped) if (read.has(name)) this.#declared.add(name);
    }
    this.write(wrap('return ', code));
  }

  /** All lines, after those that are known only at the end. */
  rendered(first: readonly ForwardLine[]): RenderedBody {
    const lines = [...first, ...this.#lines];
    const uses = new Set(lines.flatMap(({ code }) => [...usesOf(code)]));
    const fixed = new Set(lines.flatMap(({ code }) => [...fixedBy(code)]));
    return { inputs: this.#inputs, lines: textsOf(lines, new Set(this.#inputs), this.#declared), uses, fixed };
  }
}

/** Lines as Python; variables that are `declared` tensors start where they are first assigned, unless they are `begun`. */
function textsOf(lines: readonly ForwardLine[], begun: Set<string>, declared: ReadonlySet<string>): readonly string[] {
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
