import type { ArgumentsOf, Code } from '../diagnostics/messages';
import { nearest } from '../diagnostics/nearest';
import {
  type BinaryOperator,
  type Expression,
  type FunctionName,
  isList,
  isMap,
  isRational,
  type ListValue,
  type MapValue,
  type Value,
} from './ast';
import { functions } from './functions';
import {
  compare,
  isWhole,
  minus,
  modulo,
  over,
  plus,
  power,
  type Rational,
  rational,
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
    case 'slice':
      return sliceOf(expression, names);
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
  const { name } = expression;
  if (!isFunctionName(name)) {
    const known = Object.keys(functions);
    const plain = name.slice(name.lastIndexOf('.') + 1);
    return fail(expression, 'expression/unknown-function', { name, nearest: nearest(plain, known), known });
  }
  const called = functions[name];
  if (called.of === 'list') return called.apply(onlyList(expression, names));
  const { minimum, maximum, takes, positive, apply } = called;
  const numbers = expression.operands.flatMap((operand) => numbersIn(name, operand, names));
  if (numbers.length < minimum || numbers.length > maximum)
    return fail(expression, 'expression/arguments', { name, expected: takes, found: numbers.length });
  const divisor = positive ? numbers.at(-1) : undefined;
  if (divisor && divisor.numerator <= 0n) {
    const args = { operator: name, expected: 'a divisor above 0', found: formatValue(divisor) };
    return fail(expression.operands.at(-1) ?? expression, 'expression/type', args);
  }
  return apply(...numbers);
}

function isFunctionName(name: string): name is FunctionName {
  return Object.hasOwn(functions, name);
}

function onlyList(call: Node<'call'>, names: ReadonlyMap<string, Value>): ListValue {
  const { name, operands } = call;
  const [operand] = operands;
  if (!operand || operands.length > 1)
    return fail(call, 'expression/arguments', { name, expected: 'one list', found: operands.length });
  const value = evaluate(operand, names);
  if (isList(value)) return value;
  return fail(operand, 'expression/type', { operator: name, expected: 'a list', found: formatValue(value) });
}

/** The number that an operand is, or the numbers of a list. */
function numbersIn(name: string, operand: Expression, names: ReadonlyMap<string, Value>): readonly Rational[] {
  const value = evaluate(operand, names);
  if (isRational(value)) return [value];
  if (isList(value) && value.every(isRational)) return value;
  return fail(operand, 'expression/type', { operator: name, expected: 'numbers', found: formatValue(value) });
}

function itemAt({ list: listOf, index }: Node<'index'>, names: ReadonlyMap<string, Value>): Value {
  const list = evaluate(listOf, names);
  if (isMap(list)) return valueAt(list, index, names);
  if (!isList(list)) return fail(listOf, 'expression/type', notIndexed(list));
  return list[positionIn(index, { from: 0, to: list.length - 1 }, names)] as Value;
}

function valueAt(map: MapValue, index: Expression, names: ReadonlyMap<string, Value>): Value {
  const key = evaluate(index, names);
  if (typeof key !== 'string')
    return fail(index, 'expression/type', { operator: '[]', expected: 'a text', found: formatValue(key) });
  const known = [...map.keys()];
  return map.get(key) ?? fail(index, 'expression/unknown-key', { key, nearest: nearest(key, known), known });
}

function sliceOf({ list: listOf, from, to }: Node<'slice'>, names: ReadonlyMap<string, Value>): ListValue {
  const list = evaluate(listOf, names);
  if (!isList(list)) return fail(listOf, 'expression/type', notIndexed(list));
  const start = from ? positionIn(from, { from: 0, to: list.length }, names) : 0;
  return list.slice(start, to && positionIn(to, { from: start, to: list.length }, names));
}

function notIndexed(value: Value): ArgumentsOf<'expression/type'> {
  return { operator: '[]', expected: 'a list', found: formatValue(value) };
}

/** A whole number in a range, which is empty for an item of an empty list. */
function positionIn(
  expression: Expression,
  { from, to }: { readonly from: number; readonly to: number },
  names: ReadonlyMap<string, Value>,
): number {
  const value = numeric('[]', expression, names);
  const at = toNumber(value);
  if (isWhole(value) && at >= from && at <= to) return at;
  const expected = from > to ? 'a list that is not empty' : `an index from ${from} to ${to}`;
  return fail(expression, 'expression/type', { operator: '[]', expected, found: formatValue(value) });
}

function equal(a: Value, b: Value): boolean {
  if (isList(a) && isList(b)) return a.length === b.length && a.every((item, at) => equal(item, b[at] as Value));
  if (isMap(a) && isMap(b)) return equal([...a.keys()], [...b.keys()]) && equal([...a.values()], [...b.values()]);
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
  if (isMap(value)) return `{ ${[...value].map(([key, item]) => `${key}: ${formatValue(item)}`).join(', ')} }`;
  return isRational(value) ? `${toNumber(value)}` : typeof value === 'string' ? `'${value}'` : `${value}`;
}
