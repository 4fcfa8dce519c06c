import type { BinaryOperator, Expression } from './ast';
import { parseRational } from './rational';
import { ExpressionSyntaxError, type Token, tokenize } from './tokens';

/** Expressions nested deeper than this are rejected before they exhaust the stack. */
export const MAXIMUM_DEPTH = 64;

/** The maximum length of an expression: a long sum is a deep tree. */
export const MAXIMUM_LENGTH = 1000;

const COMPARISONS: readonly BinaryOperator[] = ['==', '!=', '<', '<=', '>', '>='];

/**
 * Parses the text between `${` and `}`. From loosest to tightest: `a if c else b`, `or`, `and`, `not`, comparison, sum,
 * product, sign, power, call and index. Throws `ExpressionSyntaxError`.
 */
export function parseExpression(text: string): Expression {
  if (text.length > MAXIMUM_LENGTH)
    throw new ExpressionSyntaxError(`longer than ${MAXIMUM_LENGTH} characters`, 0, text.length);
  return new Parser(tokenize(text)).parse();
}

/** Operators of other languages that are words. */
const FOREIGN_WORDS: ReadonlyMap<string, string> = new Map([
  ['in', 'compare with each value: `i == 1 or i == 3`'],
  ['not', 'compare with each value: `i != 1 and i != 3`'],
  ['is', 'write `==`'],
  ['mod', 'write `%`'],
  ['div', 'write `floor(a / b)`'],
  ['then', 'write `a if condition else b`'],
]);

const PER_CENT = '`%` is the remainder of a division: write 50 per cent as `0.5`';

class Parser {
  readonly #tokens: readonly Token[];
  #next = 0;
  #depth = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  parse(): Expression {
    const expression = this.#choice();
    if (this.#peek.type !== 'end')
      this.#unexpected('an operator or the end', FOREIGN_WORDS.get(this.#peek.text) ?? this.#productMeant());
    return expression;
  }

  get #peek(): Token {
    return this.#tokens[this.#next] as Token;
  }

  #accept(texts: readonly string[]): Token | undefined {
    const token = this.#peek;
    if ((token.type !== 'sign' && token.type !== 'word') || !texts.includes(token.text)) return undefined;
    this.#next++;
    return token;
  }

  #expect(text: string): Token {
    return this.#accept([text]) ?? this.#unexpected(`\`${text}\``);
  }

  #unexpected(expected: string, help?: string): never {
    const { text, start, end, type } = this.#peek;
    const found = type === 'end' ? text : `\`${text}\``;
    throw new ExpressionSyntaxError(`expected ${expected}, found ${found}`, start, end, help);
  }

  /** For `2width`, a number right before a word, and `floor w`, a word before another one. */
  #productMeant(): string | undefined {
    const [before, { type, text }] = [this.#tokens[this.#next - 1], this.#peek];
    if (before?.type === 'number' && type === 'word') return `write \`${before.text} * ${text}\``;
    const isCall = before?.type === 'word' && (type === 'word' || type === 'number');
    return isCall ? `write \`${before.text}(${text})\` for a function` : undefined;
  }

  #choice(): Expression {
    const then = this.#or();
    if (!this.#accept(['if'])) return then;
    const condition = this.#or();
    if (!this.#accept(['else'])) this.#unexpected('`else`', 'write `a if condition else b`');
    const otherwise = this.#deeper(() => this.#choice());
    return { type: 'choice', then, condition, otherwise, start: then.start, end: otherwise.end };
  }

  #or(): Expression {
    return this.#chain(['or'], () => this.#and());
  }

  #and(): Expression {
    return this.#chain(['and'], () => this.#not());
  }

  #not(): Expression {
    const token = this.#accept(['not']);
    if (!token) return this.#chain(COMPARISONS, () => this.#sum());
    const operand = this.#deeper(() => this.#not());
    return { type: 'not', operand, start: token.start, end: operand.end };
  }

  #sum(): Expression {
    return this.#chain(['+', '-'], () => this.#chain(['*', '/', '%'], () => this.#sign()));
  }

  #sign(): Expression {
    const token = this.#accept(['-', '+']);
    if (!token) return this.#power();
    const operand = this.#deeper(() => this.#sign());
    return token.text === '+' ? operand : { type: 'negate', operand, start: token.start, end: operand.end };
  }

  /** `a ** b ** c` is `a ** (b ** c)`, and `-a ** b` is `-(a ** b)`. */
  #power(): Expression {
    const left = this.#indexed();
    if (!this.#accept(['**'])) return left;
    const right = this.#deeper(() => this.#sign());
    return { type: 'binary', operator: '**', left, right, start: left.start, end: right.end };
  }

  /** `sizes[0]`, `pairs[i][1]`, `nets['small']`, `sizes[:i]` */
  #indexed(): Expression {
    let list = this.#primary();
    while (this.#accept(['['])) {
      const { start } = list;
      const from = this.#bound(':');
      if (this.#accept([':'])) {
        list = { type: 'slice', list, from, to: this.#bound(']'), start, end: this.#expect(']').end };
      } else {
        const index = from ?? this.#unexpected('a value');
        list = { type: 'index', list, index, start, end: this.#expect(']').end };
      }
    }
    return list;
  }

  /** One end of a slice; undefined if nothing is before the sign that follows it. */
  #bound(sign: string): Expression | undefined {
    return this.#peek.type === 'sign' && this.#peek.text === sign ? undefined : this.#deeper(() => this.#choice());
  }

  #chain(operators: readonly BinaryOperator[], operand: () => Expression): Expression {
    let left = operand();
    for (let token = this.#accept(operators); token; token = this.#accept(operators)) {
      const right = operand();
      left = { type: 'binary', operator: token.text as BinaryOperator, left, right, start: left.start, end: right.end };
    }
    return left;
  }

  #primary(): Expression {
    const token = this.#peek;
    const { start, end, text } = token;
    if (this.#accept(['('])) {
      const inner = this.#deeper(() => this.#choice());
      return { ...inner, start, end: this.#expect(')').end };
    }
    if (token.text === 'if') this.#unexpected('a value', 'write `a if condition else b`');
    if (token.text === '[')
      this.#unexpected('a value', 'write the list in YAML, such as `over: [8, 16, 32]`, or name it in `let`');
    if (token.type === 'end' || token.type === 'sign')
      this.#unexpected('a value', this.#tokens[this.#next - 1]?.text === '%' ? PER_CENT : undefined);
    this.#next++;
    if (token.type === 'number') {
      const value = parseRational(text);
      if (!value) throw new ExpressionSyntaxError(`\`${text}\` is out of range`, start, end);
      return { type: 'number', value, start, end };
    }
    if (token.type === 'string') return { type: 'string', value: text.slice(1, -1), start, end };
    if (text === 'true' || text === 'false') return { type: 'boolean', value: text === 'true', start, end };
    return this.#accept(['(']) ? this.#call(token) : { type: 'name', name: text, start, end };
  }

  #call({ text: name, start }: Token): Expression {
    const operands: Expression[] = [];
    for (;;) {
      const close = this.#accept([')']);
      if (close) return { type: 'call', name, operands, start, end: close.end };
      if (this.#peek.type === 'end') this.#unexpected('`)`');
      if (operands.length > 0) this.#expect(',');
      operands.push(this.#deeper(() => this.#choice()));
    }
  }

  #deeper(parse: () => Expression): Expression {
    if (++this.#depth > MAXIMUM_DEPTH) {
      throw new ExpressionSyntaxError(
        `nested more than ${MAXIMUM_DEPTH} levels deep`,
        this.#peek.start,
        this.#peek.end,
      );
    }
    const expression = parse();
    this.#depth--;
    return expression;
  }
}
