import { type BinaryOperator, type Expression, isRational, type Value } from '../../expression/ast';
import { toNumber } from '../../expression/rational';
import { literal } from './python/literal';

/** A parameter of a block as the generated class knows it. */
export interface Parameter {
  readonly identifier: string;
  readonly value: Value;
}

type Plain = number | string | boolean;

/** Python of an expression, what Python makes of it, and how tightly its last operator binds. */
export interface Rendered {
  readonly text: string;
  readonly value: Plain;
  readonly binding: number;
  /** True where Python has an `int` and not a `float`. */
  readonly whole: boolean;
  /** The parameters that it reads. */
  readonly names: readonly string[];
}

const TIGHT = 10;
const PRODUCT = 8;
export const SUM = 7;
const CHOICE = 1;

/**
 * An expression over a block's parameters as Python; undefined where Python, which divides in doubles, would not give exactly
 * `expected`, or would give a float for a whole number, or where no parameter is read.
 */
export function formulaOf(
  expression: Expression,
  parameters: ReadonlyMap<string, Parameter>,
  expected: Plain,
): Rendered | undefined {
  const rendered = renderExpression(expression, parameters);
  if (!rendered || rendered.names.length === 0 || !Object.is(rendered.value, expected)) return undefined;
  return Number.isInteger(expected) && !rendered.whole ? undefined : rendered;
}

/** A parameter's value as Python has it. */
export function plainValue(value: Value): Plain {
  return isRational(value) ? toNumber(value) : value;
}

/** The text, in brackets where it binds less tightly than its place asks for. */
export function bound({ text, binding }: Rendered, least: number): string {
  return binding < least ? `(${text})` : text;
}

/** Undefined where Python would mean something else, or where a name is no parameter. */
export function renderExpression(
  expression: Expression,
  parameters: ReadonlyMap<string, Parameter>,
): Rendered | undefined {
  const inner = (piece: Expression): Rendered | undefined => renderExpression(piece, parameters);
  switch (expression.type) {
    case 'number':
    case 'string':
    case 'boolean':
      return constant(plainValue(expression.value));
    case 'name': {
      const parameter = parameters.get(expression.name);
      return (
        parameter && { ...constant(plainValue(parameter.value)), text: parameter.identifier, names: [expression.name] }
      );
    }
    case 'not':
    case 'negate':
      return renderUnary(expression.type, inner(expression.operand));
    case 'binary':
      return renderBinary(expression.operator, inner(expression.left), inner(expression.right));
    case 'choice':
      return renderChoice(inner(expression.then), inner(expression.condition), inner(expression.otherwise));
    case 'call': {
      const [operand] = expression.operands;
      if (expression.name === 'floor' && operand?.type === 'binary' && operand.operator === '/') {
        const floored = floorDivide(inner(operand.left), inner(operand.right));
        if (floored) return floored;
      }
      const operands = expression.operands.map(inner);
      return operands.every((piece) => piece !== undefined) ? renderCall(expression.name, operands) : undefined;
    }
  }
}

function constant(value: Plain): Rendered {
  const binding = typeof value === 'number' && value < 0 ? 9 : TIGHT;
  return { text: literal(value), value, binding, whole: Number.isSafeInteger(value), names: [] };
}

function renderUnary(type: 'not' | 'negate', operand: Rendered | undefined): Rendered | undefined {
  if (!operand) return undefined;
  if (type === 'not')
    return { ...operand, text: `not ${bound(operand, 5)}`, value: !operand.value, binding: 4, whole: false };
  return { ...operand, text: `-${bound(operand, TIGHT)}`, value: -Number(operand.value), binding: 9 };
}

function renderChoice(
  then: Rendered | undefined,
  condition: Rendered | undefined,
  otherwise: Rendered | undefined,
): Rendered | undefined {
  if (!condition || !then || !otherwise) return undefined;
  return {
    text: `${bound(then, CHOICE + 1)} if ${bound(condition, CHOICE + 1)} else ${bound(otherwise, CHOICE)}`,
    value: condition.value ? then.value : otherwise.value,
    binding: CHOICE,
    whole: then.whole && otherwise.whole,
    names: [...condition.names, ...then.names, ...otherwise.names],
  };
}

type Apply = (a: never, b: never) => Plain;

/** What each operator is in Python, but for divisions. */
const operators: { readonly [K in Exclude<BinaryOperator, '/' | '%'>]: readonly [binding: number, apply: Apply] } = {
  or: [2, (a: boolean, b: boolean) => a || b],
  and: [3, (a: boolean, b: boolean) => a && b],
  '==': [5, (a: Plain, b: Plain) => a === b],
  '!=': [5, (a: Plain, b: Plain) => a !== b],
  '<': [5, (a: number, b: number) => a < b],
  '<=': [5, (a: number, b: number) => a <= b],
  '>': [5, (a: number, b: number) => a > b],
  '>=': [5, (a: number, b: number) => a >= b],
  '+': [SUM, (a: number, b: number) => a + b],
  '-': [SUM, (a: number, b: number) => a - b],
  '*': [PRODUCT, (a: number, b: number) => a * b],
};

function renderBinary(
  operator: BinaryOperator,
  left: Rendered | undefined,
  right: Rendered | undefined,
): Rendered | undefined {
  if (!left || !right) return undefined;
  const names = [...left.names, ...right.names];
  if (operator === '/' || operator === '%') return renderDivision(operator, left, right);
  // Comparisons of constants, or of values of two types, are what type checkers object to.
  const compares = operator === '==' || operator === '!=';
  if (compares && (names.length === 0 || typeof left.value !== typeof right.value)) return undefined;
  const [binding, apply] = operators[operator];
  // Python would read `a < b < c` as two comparisons.
  const text = `${bound(left, binding === 5 ? 6 : binding)} ${operator} ${bound(right, binding + 1)}`;
  const value = apply(left.value as never, right.value as never);
  return { text, value, binding, whole: left.whole && right.whole && Number.isSafeInteger(value), names };
}

/** Whole numbers that divide stay whole. `%` has the sign of the divisor, as in modelc. */
function renderDivision(operator: '/' | '%', left: Rendered, right: Rendered): Rendered | undefined {
  const [a, b] = [Number(left.value), Number(right.value)];
  const both = left.whole && right.whole;
  const names = [...left.names, ...right.names];
  if (operator === '%') {
    if (!both) return undefined;
    return { text: divisionText(left, '%', right), value: ((a % b) + b) % b, binding: PRODUCT, whole: true, names };
  }
  const exact = both && Number.isInteger(a / b);
  return { text: divisionText(left, exact ? '//' : '/', right), value: a / b, binding: PRODUCT, whole: exact, names };
}

function floorDivide(left: Rendered | undefined, right: Rendered | undefined): Rendered | undefined {
  if (!left?.whole || !right?.whole) return undefined;
  const value = Math.floor(Number(left.value) / Number(right.value));
  const names = [...left.names, ...right.names];
  return { text: divisionText(left, '//', right), value, binding: PRODUCT, whole: true, names };
}

function divisionText(left: Rendered, sign: string, right: Rendered): string {
  return `${bound(left, PRODUCT)} ${sign} ${bound(right, PRODUCT + 1)}`;
}

/** Python's `round` takes halves to even numbers, which the comparison of values finds. */
const functions: Readonly<Record<string, readonly [name: string, apply: (...values: number[]) => number]>> = {
  floor: ['math.floor', Math.floor],
  ceil: ['math.ceil', Math.ceil],
  round: ['round', roundHalfToEven],
  min: ['min', Math.min],
  max: ['max', Math.max],
};

function roundHalfToEven(value: number): number {
  const down = Math.floor(value);
  if (value - down === 0.5) return down % 2 === 0 ? down : down + 1;
  return Math.round(value);
}

function renderCall(name: string, operands: readonly Rendered[]): Rendered | undefined {
  const [python, apply] = functions[name] ?? [];
  if (!python || !apply) return undefined;
  const picks = name === 'min' || name === 'max';
  if (picks && operands.length === 1) return operands[0];
  return {
    text: `${python}(${operands.map((operand) => operand.text).join(', ')})`,
    value: apply(...operands.map((operand) => Number(operand.value))),
    binding: TIGHT,
    whole: picks ? operands.every((operand) => operand.whole) : true,
    names: operands.flatMap((operand) => operand.names),
  };
}
