import type { ArgumentsOf, Code } from '../diagnostics/messages';
import { nearest } from '../diagnostics/nearest';
import { type BinaryOperator, type Expression, functionNames, isList, isRational, type Value } from './ast';
import {
  ceil,
  compare,
  floor,
  isWhole,
  minus,
  modulo,
  over,
  plus,
  power,
  type Rational,
  rational,
  round,
  times,
  toNumber,
} from './rational';

type ExpressionCode = Extract<Code, `expression/${string}`>;

/** An error in an expression, at a part of it. */
export class EvaluationError<C extends ExpressionCode = ExpressionCode> extends Error {
  constructor(
    readonly code: C,
    readonly args: ArgumentsOf<C>,
    readonly start: number,
    readonly end: number,
  ) {
    super(code);
  }
}

const LIMIT = 2n ** 53n;

/** The value of an expression with the given names. Throws `EvaluationError`. */
export function evaluate(expression: Expression, names: ReadonlyMap<string, Value>): Value {
  const value = evaluatePiece(expression, names);
  if (isRational(value) && (abs(value.numerator) > LIMIT * LIMIT || value.denominator > LIMIT * LIMIT)) {
    fail(expression, 'expression/too-big', { digits: value.numerator.toString().length });
  }
  if (isRational(value) && isWhole(value) && abs(value.numerator) > LIMIT) {
    fail(expression, 'expression/too-big', { digits: value.numerator.toString().length });
  }
  return value;
}

function evaluatePiece(expression: Expression, names: ReadonlyMap<string, Value>): Value {
  switch (expression.type) {
    case 'number':
    case 'string':
    case 'boolean':
      return expression.value;
    case 'name': {
      const value = names.get(expression.name);
      if (value !== undefined) return value;
      const known = [...names.keys()];
      return fail(expression, 'expression/unknown-name', {
        name: expression.name,
        nearest: nearest(expression.name, known),
        known,
      });
    }
    case 'not':
      return !truth('not', expression.operand, names);
    case 'negate':
      return minus(rational(0n), numeric('-', expression.operand, names));
    case 'choice':
      return evaluate(truth('if', expression.condition, names) ? expression.then : expression.otherwise, names);
    case 'index':
      return itemAt(expression, names);
    case 'binary':
      return binary(expression, expression.operator, names);
    case 'call':
      return call(expression, names);
  }
}

type Node<T extends Expression['type']> = Extract<Expression, { type: T }>;

function binary(expression: Node<'binary'>, operator: BinaryOperator, names: ReadonlyMap<string, Value>): Value {
  const { left, right } = expression;
  if (operator === 'and') return truth('and', left, names) && truth('and', right, names);
  if (operator === 'or') return truth('or', left, names) || truth('or', right, names);
  if (operator === '==' || operator === '!=') {
    return equal(evaluate(left, names), evaluate(right, names)) === (operator === '==');
  }
  const [a, b] = [numeric(operator, left, names), numeric(operator, right, names)];
  if ((operator === '/' || operator === '%') && b.numerator === 0n)
    fail(right, 'expression/division-by-zero', { operator });
  if (operator === '**') return powerOf(expression, a, b);
  return arithmetic[operator](a, b);
}

/** Larger exponents could exhaust the memory before the result is found to be too big. */
const MAXIMUM_EXPONENT = 1024n;

function powerOf({ right }: Node<'binary'>, base: Rational, exponent: Rational): Rational {
  const { numerator } = exponent;
  const refuse = (expected: string): never =>
    fail(right, 'expression/type', { operator: '**', expected, found: formatValue(exponent) });
  if (!isWhole(exponent) || abs(numerator) > MAXIMUM_EXPONENT)
    refuse(`a whole exponent of at most ${MAXIMUM_EXPONENT}`);
  if (base.numerator === 0n && numerator < 0n) refuse('an exponent of at least 0, because its base is 0');
  return power(base, exponent);
}

const arithmetic: {
  readonly [K in Exclude<BinaryOperator, 'and' | 'or' | '==' | '!=' | '**'>]: (a: Rational, b: Rational) => Value;
} = {
  '+': plus,
  '-': minus,
  '*': times,
  '/': over,
  '%': modulo,
  '<': (a, b) => compare(a, b) < 0,
  '<=': (a, b) => compare(a, b) <= 0,
  '>': (a, b) => compare(a, b) > 0,
  '>=': (a, b) => compare(a, b) >= 0,
};

function call(expression: Node<'call'>, names: ReadonlyMap<string, Value>): Value {
  const name = functionNames.find((known) => known === expression.name);
  if (!name) {
    return fail(expression, 'expression/unknown-function', {
      name: expression.name,
      nearest: nearest(expression.name, functionNames),
      known: functionNames,
    });
  }
  const [first, ...others] = expression.operands.map((operand) => numeric(name, operand, names));
  const single = name !== 'min' && name !== 'max';
  if (!first || (single && others.length > 0)) {
    const expected = single ? 'one number' : 'at least one number';
    return fail(expression, 'expression/arguments', { name, expected, found: expression.operands.length });
  }
  if (name === 'min') return others.reduce((least, value) => (compare(value, least) < 0 ? value : least), first);
  if (name === 'max') return others.reduce((most, value) => (compare(value, most) > 0 ? value : most), first);
  return { floor, ceil, round }[name](first);
}

function itemAt({ list: listOf, index }: Node<'index'>, names: ReadonlyMap<string, Value>): Value {
  const list = evaluate(listOf, names);
  if (!isList(list))
    return fail(listOf, 'expression/type', { operator: '[]', expected: 'a list', found: formatValue(list) });
  const at = numeric('[]', index, names);
  const item = isWhole(at) ? list[toNumber(at)] : undefined;
  const range = list.length === 0 ? 'a list that is not empty' : `an index from 0 to ${list.length - 1}`;
  return item ?? fail(index, 'expression/type', { operator: '[]', expected: range, found: formatValue(at) });
}

function equal(a: Value, b: Value): boolean {
  if (isList(a) && isList(b)) return a.length === b.length && a.every((item, at) => equal(item, b[at] as Value));
  return isRational(a) && isRational(b) ? compare(a, b) === 0 : a === b;
}

function numeric(operator: string, expression: Expression, names: ReadonlyMap<string, Value>): Rational {
  const value = evaluate(expression, names);
  if (isRational(value)) return value;
  return fail(expression, 'expression/type', { operator, expected: 'numbers', found: formatValue(value) });
}

function truth(operator: string, expression: Expression, names: ReadonlyMap<string, Value>): boolean {
  const value = evaluate(expression, names);
  if (typeof value === 'boolean') return value;
  return fail(expression, 'expression/type', { operator, expected: '`true` or `false`', found: formatValue(value) });
}

function fail<C extends ExpressionCode>(at: Expression, code: C, args: ArgumentsOf<C>): never {
  throw new EvaluationError(code, args, at.start, at.end);
}

function abs(value: bigint): bigint {
  return value < 0n ? -value : value;
}

/** A value as a user would write it; a fraction as a decimal number. */
export function formatValue(value: Value): string {
  if (isList(value)) return `[${value.map(formatValue).join(', ')}]`;
  return isRational(value) ? `${toNumber(value)}` : typeof value === 'string' ? `'${value}'` : `${value}`;
}
