import { Lexer } from 'yaml';
import type { Report } from '../../diagnostics/report';
import type { Source } from '../../diagnostics/source';
import type { Limits } from '../../schema/limits';

export type Range = readonly [start: number, end: number];

/** The lexer's marker before a plain scalar, which makes the next token a text whatever it starts with. */
const SCALAR = '\u001f';
const CONTROLS: readonly string[] = ['\u0002', '\u0018', SCALAR];
const EXPRESSION = /\$\{[^{}\n"']*\}/y;

/**
 * A first pass over the tokens, without recursion: finds unquoted expressions in flow maps and lists, whose braces would break
 * them. Returns undefined, with a report, if the text is too deep or too long for the next passes.
 */
export function scanText(source: Source, text: string, limits: Limits, report: Report): Range[] | undefined {
  const depth = new DepthCounter(limits.depth);
  const found: Range[] = [];
  let [offset, pieces, scalar, dollar] = [0, 0, false, false];
  for (const piece of new Lexer().lex(text)) {
    if (CONTROLS.includes(piece)) {
      scalar = piece === SCALAR;
      continue;
    }
    if (!scalar) depth.take(piece);
    if (/^[^\s#\ufeff]/.test(piece)) pieces++;
    const span = { source, start: offset, end: offset + 1 };
    if (depth.exceeded) report.add('yaml/too-deep', span, { limit: limits.depth });
    else if (pieces > limits.words) report.add('yaml/too-many-values', span, { limit: limits.words });
    if (depth.exceeded || pieces > limits.words) return undefined;
    EXPRESSION.lastIndex = offset - 1;
    if (!scalar && dollar && piece === '{' && EXPRESSION.test(text)) found.push([offset - 1, EXPRESSION.lastIndex]);
    dollar = scalar && piece.endsWith('$');
    scalar = false;
    offset += piece.length;
  }
  return found;
}

/** The nesting depth from open brackets, and from consecutive `-`, `?` and `:` on a line. */
class DepthCounter {
  readonly #limit: number;
  #brackets = 0;
  #indicators = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  take(piece: string): void {
    if (piece === '[' || piece === '{') this.#brackets++;
    else if (piece === ']' || piece === '}') this.#brackets = Math.max(0, this.#brackets - 1);
    else if (piece === '\n' || piece === '\r\n' || this.#brackets > 0) this.#indicators = 0;
    else if (piece === '-' || piece === '?' || piece === ':') this.#indicators++;
  }

  get exceeded(): boolean {
    return this.#brackets > this.#limit || this.#indicators > this.#limit;
  }
}
