import type { Fix } from '../../diagnostics/diagnostic';
import { replacement } from '../../diagnostics/replacement';
import { type Report, silent, type Use } from '../../diagnostics/report';
import type { Span } from '../../diagnostics/source';
import { type Expression, type Name, namesIn, type Value } from '../../expression/ast';
import { EvaluationError, evaluate, formatValue } from '../../expression/evaluate';
import { parseExpression } from '../../expression/parse-expression';
import { ExpressionSyntaxError } from '../../expression/tokens';
import type { Formula } from '../../graph/locations';
import { guessExpected, guessWord } from '../../schema/guess-word';
import { MAXIMUM_EXPRESSIONS, MAXIMUM_TEXT } from '../../schema/limits';
import { type Environment, sizesIn, valueOfSize } from '../environment';
import { isExpression, type ScalarTree, type Tree } from '../yaml/tree';
import type { ItemContext } from './item-context';
import { refuseUnknownNames } from './unknown-name';

/**
 * The value of a scalar with expressions. `expression` is set if the whole text is one expression, so that the value kept its
 * type.
 */
export interface Evaluated {
  readonly value: Value;
  readonly expression: Expression | undefined;
  /** Set if the whole text is one expression over sizes of values. */
  readonly formula?: Formula | undefined;
}

type Piece = { readonly text: string } | { readonly code: string; readonly offset: number };

type Code = Exclude<Piece, { readonly text: string }>;

/** Expressions are parsed once per text, for all uses of a block. */
const piecesRead = new WeakMap<ScalarTree, readonly Piece[]>();
const expressionsRead = new WeakMap<Code, Expression>();

function piecesIn(tree: ScalarTree & { readonly value: string }, report: Report): readonly Piece[] | undefined {
  const pieces = piecesRead.get(tree) ?? split(tree, report);
  if (pieces) piecesRead.set(tree, pieces);
  return pieces;
}

/** Throws `ExpressionSyntaxError`. */
function expressionIn(piece: Code): Expression {
  const expression = expressionsRead.get(piece) ?? parseExpression(piece.code);
  expressionsRead.set(piece, expression);
  return expression;
}

/**
 * Evaluates `"${...}"`, or inserts the values of several expressions into the text. Undefined if the names have no values here,
 * or on an error, which is reported.
 */
export function evaluateTree(
  tree: ScalarTree & { readonly value: string },
  names: Environment,
  report: Report,
  uses?: readonly Use[],
): Evaluated | undefined {
  if (!names.known) return undefined;
  const pieces = piecesIn(tree, report);
  const [first] = pieces ?? [];
  if (!pieces) return undefined;
  const values: Value[] = [];
  let whole: Pick<Evaluated, 'expression' | 'formula'> | undefined;
  for (const piece of pieces) {
    if ('text' in piece) {
      values.push(piece.text);
      continue;
    }
    try {
      const expression = expressionIn(piece);
      const sizes = sizesIn(expression, names);
      if (sizes === 'unknown') return undefined;
      const all = sizes.length === 0 ? names.values : new Map([...names.values, ...sizes.map(valueOfSize)]);
      values.push(evaluate(expression, all));
      const operands = sizes.map(({ size }) => size);
      const text = withNumbers(piece.code, expression, all);
      const formula = operands.length === 0 ? undefined : { text, operands };
      if (pieces.length === 1) whole = { expression, formula };
    } catch (error) {
      reportMistake(error, { piece, tree }, report, { names, uses });
      return undefined;
    }
  }
  if (whole && values[0] !== undefined)
    return { value: values[0], expression: whole.expression, formula: whole.formula };
  if (first === undefined) return { value: tree.value, expression: undefined };
  const text = values.map((value) => (typeof value === 'string' ? value : formatValue(value))).join('');
  if (text.length <= Math.max(MAXIMUM_TEXT, tree.value.length)) return { value: text, expression: undefined };
  // `let` values that double each other would exhaust the memory.
  report.add('expression/too-long', tree.span, { length: text.length, limit: MAXIMUM_TEXT }, uses && { uses });
  return undefined;
}

/** The names in the expressions of a scalar that can be parsed; the others are not reported. */
export function namesInTree(tree: ScalarTree & { readonly value: string }): readonly Name[] {
  return (piecesIn(tree, silent) ?? []).flatMap((piece) => {
    if ('text' in piece) return [];
    try {
      return namesIn(expressionIn(piece));
    } catch (error) {
      if (error instanceof ExpressionSyntaxError) return [];
      throw error;
    }
  });
}

/** The text of an expression with numbers in the place of names. */
function withNumbers(code: string, expression: Expression, values: ReadonlyMap<string, Value>): string {
  let text = code;
  for (const { name, start, end } of namesIn(expression).toReversed()) {
    const value = values.get(name);
    if (value !== undefined) text = `${text.slice(0, start)}${formatValue(value)}${text.slice(end)}`;
  }
  return text.trim();
}

/** Whether a tree is a scalar that is one expression as a whole, so that its value keeps its type. */
export function isOneExpression(tree: Tree): boolean {
  const [piece, ...others] = isExpression(tree) ? (piecesIn(tree, silent) ?? []) : [];
  return piece !== undefined && others.length === 0 && 'code' in piece;
}

/** Checks that the expressions can be parsed, before their names have values. */
export function checkExpressions(
  tree: ScalarTree & { readonly value: string },
  known: ReadonlySet<string>,
  report: Report,
): void {
  for (const piece of piecesIn(tree, report) ?? []) {
    if ('text' in piece) continue;
    try {
      refuseUnknownNames(expressionIn(piece), known);
    } catch (error) {
      reportMistake(error, { piece, tree }, report);
    }
  }
}

/** Like `checkExpressions`, where sizes can be used too. */
export function checkSizedExpressions(
  tree: ScalarTree & { readonly value: string },
  { parameters, sizes, report }: Pick<ItemContext, 'parameters' | 'sizes' | 'report'>,
): void {
  checkExpressions(tree, new Set([...parameters, ...sizes]), report);
}

/**
 * Splits a scalar into texts and expressions; a `${` without an end takes the rest. Returns undefined, with a report, if there
 * are too many.
 */
function split(tree: ScalarTree & { readonly value: string }, report: Report): Piece[] | undefined {
  const text = tree.value;
  const pieces: Piece[] = [];
  let offset = 0;
  while (offset < text.length) {
    if (pieces.length > 2 * MAXIMUM_EXPRESSIONS) {
      report.add('expression/too-many', tree.span, { limit: MAXIMUM_EXPRESSIONS });
      return undefined;
    }
    const open = text.indexOf('${', offset);
    if (open < 0) {
      pieces.push({ text: text.slice(offset) });
      break;
    }
    if (open > offset) pieces.push({ text: text.slice(offset, open) });
    const close = text.indexOf('}', open);
    const end = close < 0 ? text.length : close;
    pieces.push({ code: close < 0 ? `${text.slice(open + 2)} \${` : text.slice(open + 2, end), offset: open + 2 });
    offset = end + 1;
  }
  return pieces;
}

function reportMistake(
  error: unknown,
  { piece, tree }: { readonly piece: { code: string; offset: number }; readonly tree: ScalarTree & { value: string } },
  report: Report,
  { names, uses }: { readonly names?: Environment; readonly uses?: readonly Use[] | undefined } = {},
): void {
  const details = uses && { uses };
  if (error instanceof ExpressionSyntaxError) {
    const unclosed = piece.code.endsWith(' ${');
    const detail = unclosed
      ? '`}` is missing at its end'
      : piece.code.trim() === ''
        ? 'nothing between the braces'
        : error.detail;
    const help = unclosed ? undefined : error.help;
    report.add(
      'expression/syntax',
      unclosed ? tree.span : spanIn(tree, piece, error),
      { detail },
      { ...details, help },
    );
  } else if (error instanceof EvaluationError) {
    const span = spanIn(tree, piece, error);
    const word = piece.code.slice(error.start, error.end);
    const at = names?.locations.get(word);
    const notes = [{ message: 'the expression is here', span }];
    const blamed = at
      ? {
          notes,
          uses: at.uses,
          blamed: true,
          ...guessAt(error, at.span, names?.values.get(word)),
        }
      : { ...details, fixes: spellingFixes(error, span, tree) };
    report.add(error.code, at?.span ?? span, error.args, blamed);
  } else {
    throw error;
  }
}

/** The intended word for a value of the wrong type. */
function guessAt(error: EvaluationError, span: Span, value: Value | undefined) {
  const expected = 'expected' in error.args ? error.args.expected : '';
  return typeof value === 'string' ? guessExpected(value, span, expected) : {};
}

/** The fix for a misspelt name or function, if the location of the wrong one is known. */
function spellingFixes(error: EvaluationError, span: Span, tree: ScalarTree): readonly Fix[] {
  if (error.code !== 'expression/unknown-name' && error.code !== 'expression/unknown-function') return [];
  if (!('name' in error.args && 'known' in error.args) || span === tree.span) return [];
  const { name, known, nearest: meant } = error.args;
  if (meant === undefined) return [];
  if (name.includes('.')) return [replacement({ ...span, end: span.start + name.length }, meant, 'choice')];
  if (meant.includes('.')) return [];
  return guessWord({ text: name, span: { ...span, end: span.start + name.length } }, known).fixes;
}

/** The location of a part of a scalar, or of the whole scalar if escapes make the offsets differ. */
function spanIn(
  tree: ScalarTree & { value: string },
  piece: { offset: number },
  error: { start: number; end: number },
): Span {
  const shift = tree.written.indexOf(tree.value);
  if (shift < 0) return tree.span;
  const start = tree.span.start + shift + piece.offset + error.start;
  return { source: tree.span.source, start, end: Math.max(start + 1, start + error.end - error.start) };
}
