import { foreignOperator } from './foreign-operators';

/** One word, number, text or sign of an expression. */
export interface Token {
  readonly type: 'number' | 'string' | 'word' | 'sign' | 'end';
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** Where an expression is invalid, and why. */
export class ExpressionSyntaxError extends Error {
  constructor(
    readonly detail: string,
    readonly start: number,
    readonly end: number,
    /** What to write instead, if that is known. */
    readonly help?: string,
  ) {
    super(detail);
  }
}

const TOKEN =
  /\s*(?:(?<number>(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)|(?<string>'[^']*'|"[^"]*")|(?<word>[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*)|(?<sign>\*\*|==|!=|<=|>=|[-+*/%()<>,:[\]]))/y;

const BRACES = 'write one pair of braces around the expression: `"${...}"`';

/** Splits an expression into tokens; throws `ExpressionSyntaxError` at a character that cannot start one. */
export function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  let offset = 0;
  while (text.slice(offset).trim() !== '') {
    const start = offset + text.slice(offset).search(/\S/);
    const foreign = foreignOperator(text, start);
    if (foreign) {
      const { operator, help } = foreign;
      throw new ExpressionSyntaxError(`unknown operator \`${operator}\``, start, start + operator.length, help);
    }
    TOKEN.lastIndex = offset;
    const groups = TOKEN.exec(text)?.groups;
    if (!groups) {
      const help = text[start] === '{' ? BRACES : undefined;
      throw new ExpressionSyntaxError(`unexpected \`${text[start]}\``, start, start + 1, help);
    }
    const type = (['number', 'string', 'word', 'sign'] as const).find((name) => groups[name] !== undefined) ?? 'sign';
    const token = groups[type] as string;
    offset = TOKEN.lastIndex;
    tokens.push({ type, text: token, start: offset - token.length, end: offset });
  }
  return [...tokens, { type: 'end', text: 'the end', start: text.length, end: text.length }];
}
