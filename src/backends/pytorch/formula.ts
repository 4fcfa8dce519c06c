import { type BinaryOperator, type Expression, isRational, type Value } from '../../expression/ast';
import { toNumber } from '../../expression/rational';
import { literal } from './python';

/** A parameter of a block as the generated class knows it. */
export interface Parameter {
  readonly identifier: string;
  readonly value: Value;
  /** Whether its type says `float`, which is no size whatever its value. */
  readonly float: boolean;
}

type Plain = number | string | boolean;

/** Python of an expression, what Python makes of it, and how tightly its last operator binds. */
interface Rendered {
  readonly text: string;
  readonly value: Plain;
  readonly binding: number;
  readonly names: readonly string[];
  /** Whether Python has a float where the value is a number: `8.0` is no size. */
  readonly float: boolean;
}

/** Python text over the parameters of a block, and those that it reads. */
export interface Formula {
  readonly text: string;
  readonly names: readonly string[];
}

const TIGHT = 10;

/**
 * An expression over a block's parameters as Python; undefined where Python, which has floats, would not give exactly `expected`, or
 * where no parameter is read.
 */
export function formulaOf(
  expression: Expression,
  parameters: ReadonlyMap<string, Parameter>,
  expected: Plain,
): Formula | undefined {
  const rendered = render(expression, parameters);
  if (!rendered || rendered.names.length === 0 || !Object.is(rendered.value, expected)) return undefined;
  return rendered.float && Number.isInteger(expected) ? undefined : rendered;
}

/** A parameter's value as Python has it. */
export function plainValue(value: Value): Plain {
  return isRational(value) ? toNumber(value) : value;
}

function render(expression: Expression, parameters: ReadonlyMap<string, Parameter>): Rendered | undefined {
  const inner = (piece: Expression): Rendered | undefined => render(piece, parameters);
  switch (expression.type) {
    case 'number':
    case 'string':
    case 'boolean': {
      const value = plainValue(expression.value);
      return { text: literal(value), value, binding: TIGHT, names: [], float: isFloat(value) };
    }
    case 'name': {
      const parameter = parameters.get(expression.name);
      if (!parameter) return undefined;
      const value = plainValue(parameter.value);
      return { text: parameter.identifier, value, binding: TIGHT, names: [expression.name], float: parameter.float };
    }
    case 'not':
    case 'negate':
      return undefined;
    case 'binary':
      return renderBinary(expression.operator, inner(expression.left), inner(expression.right));
    case 'choice': {
      const [condition, then, otherwise] = [expression.condition, expression.then, expression.otherwise].map(inner);
      if (!condition || !then || !otherwise || typeof condition.value !== 'boolean') return undefined;
      return {
        text: `${bound(then, 2)} if ${bound(condition, 2)} else ${bound(otherwise, 1)}`,
        value: condition.value ? then.value : otherwise.value,
        binding: 1,
        names: [...condition.names, ...then.names, ...otherwise.names],
        float: then.float || otherwise.float,
      };
    }
    case 'call': {
      const operands = expression.operands.map(inner);
      return operands.every((operand) => operand !== undefined) ? renderCall(expression.name, operands) : undefined;
    }
  }
}

function isFloat(value: Plain): boolean {
  return typeof value === 'number' && !Number.isInteger(value);
}

function bound({ text, binding }: Rendered, least: number): string {
  return binding < least ? `(${text})` : text;
}

type Operation = readonly [sign: string, binding: number, apply: (a: number, b: number) => Plain];

/** Operators of numbers; comparisons do not chain here, since each binds tighter than its operands may. */
const operators: { readonly [K in Exclude<BinaryOperator, 'and' | 'or' | '/'>]: Operation } = {
  '==': ['==', 4, (a, b) => a === b],
  '!=': ['!=', 4, (a, b) => a !== b],
  '<': ['<', 4, (a, b) => a < b],
  '<=': ['<=', 4, (a, b) => a <= b],
  '>': ['>', 4, (a, b) => a > b],
  '>=': ['>=', 4, (a, b) => a >= b],
  '+': ['+', 6, (a, b) => a + b],
  '-': ['-', 6, (a, b) => a - b],
  '*': ['*', 7, (a, b) => a * b],
  '%': ['%', 7, (a, b) => a - Math.floor(a / b) * b],
};

function renderBinary(
  operator: BinaryOperator,
  left: Rendered | undefined,
  right: Rendered | undefined,
): Rendered | undefined {
  if (!left || !right || operator === 'and' || operator === 'or') return undefined;
  const names = [...left.names, ...right.names];
  if (typeof left.value !== 'number' || typeof right.value !== 'number') return undefined;
  if (operator === '/') return renderQuotient(left, right, left.value / right.value, names);
  const [sign, binding, apply] = operators[operator];
  const text = `${bound(left, binding === 4 ? 5 : binding)} ${sign} ${bound(right, binding + 1)}`;
  return { text, value: apply(left.value, right.value), binding, names, float: left.float || right.float };
}

/** A quotient of whole numbers that is one itself stays one in Python by `//` alone. */
function renderQuotient(left: Rendered, right: Rendered, value: number, names: readonly string[]): Rendered {
  const whole = Number.isInteger(left.value) && Number.isInteger(right.value) && Number.isInteger(value);
  const text = `${bound(left, 7)} ${whole ? '//' : '/'} ${bound(right, 8)}`;
  return { text, value, binding: 7, names, float: !whole || left.float || right.float };
}

function renderCall(name: string, operands: readonly Rendered[]): Rendered | undefined {
  const [first] = operands;
  if (first && name !== 'min' && name !== 'max') return renderRounding(name, first);
  if ((name !== 'min' && name !== 'max') || operands.length < 2) return undefined;
  const value = Math[name](...operands.map((operand) => Number(operand.value)));
  const text = `${name}(${operands.map((operand) => operand.text).join(', ')})`;
  const names = operands.flatMap((operand) => operand.names);
  return { text, value, binding: TIGHT, names, float: operands.some((operand) => operand.float) };
}

/** A whole number needs no rounding; `int` cuts, which is `floor` from zero on. */
function renderRounding(name: string, operand: Rendered): Rendered | undefined {
  const { text, value, names, float } = operand;
  if (typeof value !== 'number') return undefined;
  if (!float) return operand;
  if (name !== 'floor' || value < 0) return undefined;
  return { text: `int(${text})`, value: Math.floor(value), binding: TIGHT, names, float: false };
}
