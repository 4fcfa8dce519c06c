import { INDENT, layOut } from '../python/code';
import { type Code, fixedBy, usesOf, wrap } from '../source/code';

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
    this.#lines.push(line);
  }

  /** Writes the last line otherwise if it assigns this variable, or these. */
  rewriteLast(variable: string, write: (line: ForwardLine) => ForwardLine): boolean {
    const last = this.#lines.at(-1);
    if (last?.depth !== this.depth || last.names.join(', ') !== variable) return false;
    this.#lines[this.#lines.length - 1] = write(last);
    return true;
  }

  /** All lines, after those that are known only at the end. */
  rendered(first: readonly ForwardLine[]): RenderedBody {
    const lines = [...first, ...this.#lines];
    const uses = new Set(lines.flatMap(({ code }) => [...usesOf(code)]));
    const fixed = new Set(lines.flatMap(({ code }) => [...fixedBy(code)]));
    return { inputs: this.#inputs, lines: lines.map(textOf), uses, fixed };
  }
}

function textOf({ depth, names, code }: ForwardLine): string {
  const assignment = names.length === 0 ? code : wrap(`${names.join(', ')} = `, code);
  return layOut(assignment, INDENT.repeat(depth));
}
