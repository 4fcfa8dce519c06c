import { type BinaryOperator, type Expression, isRational, type Value } from '../../expression/ast';
import { toNumber } from '../../expression/rational';
import { literal } from './literal';

/** A parameter of a block as the generated function knows it. */
export interface Parameter {
  readonly identifier: string;
  readonly value: Value;
}

type Plain = number | string | boolean;

/** TypeScript of an expression, what JavaScript makes of it, and how tightly its last operator binds. */
interface Rendered {
  readonly text: string;
  readonly value: Plain;
  readonly binding: number;
  /** The parameters that it reads. */
  readonly names: readonly string[];
}

export interface Formula {
  readonly text: string;
  readonly names: readonly string[];
}

const TIGHT = 10;
const UNARY = 9;
const CHOICE = 1;

/**
 * An expression over a block's parameters as TypeScript; undefined where JavaScript, which counts in doubles, would not give
 * exactly `expected`, or where no parameter is read.
 */
export function formulaOf(
  expression: Expression,
  parameters: ReadonlyMap<string, Parameter>,
  expected: Plain,
): Formula | undefined {
  const rendered = render(expression, parameters);
  return rendered && rendered.names.length > 0 && Object.is(rendered.value, expected) ? rendered : undefined;
}

/** A parameter's value as JavaScript has it. */
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
      return { text: literal(value), value, binding: TIGHT, names: [] };
    }
    case 'name': {
      const parameter = parameters.get(expression.name);
      if (!parameter) return undefined;
      const value = plainValue(parameter.value);
      return { text: parameter.identifier, value, binding: TIGHT, names: [expression.name] };
    }
    case 'not':
    case 'negate':
      return renderUnary(expression.type, inner(expression.operand));
    case 'binary':
      return renderBinary(expression.operator, inner(expression.left), inner(expression.right));
    case 'choice': {
      const [condition, then, otherwise] = [expression.condition, expression.then, expression.otherwise].map(inner);
      if (!condition || !then || !otherwise) return undefined;
      return {
        text: `${bound(condition, CHOICE + 1)} ? ${bound(then, CHOICE)} : ${bound(otherwise, CHOICE)}`,
        value: condition.value ? then.value : otherwise.value,
        binding: CHOICE,
        names: [...condition.names, ...then.names, ...otherwise.names],
      };
    }
    case 'call': {
      const operands = expression.operands.map(inner);
      return operands.every((operand) => operand !== undefined) ? renderCall(expression.name, operands) : undefined;
    }
  }
}

function bound({ text, binding }: Rendered, least: number): string {
  return binding < least ? `(${text})` : text;
}

function renderUnary(type: 'not' | 'negate', operand: Rendered | undefined): Rendered | undefined {
  if (!operand) return undefined;
  const value = type === 'not' ? !operand.value : -Number(operand.value);
  const text = `${type === 'not' ? '!' : '-'}${bound(operand, TIGHT)}`;
  return { text, value, binding: UNARY, names: operand.names };
}

/** What each operator is in JavaScript; `%` and `round` differ for negative numbers, which the comparison of values finds. */
const operators: {
  readonly [K in BinaryOperator]: readonly [sign: string, binding: number, apply: (a: never, b: never) => Plain];
} = {
  or: ['||', 2, (a: boolean, b: boolean) => a || b],
  and: ['&&', 3, (a: boolean, b: boolean) => a && b],
  '==': ['===', 4, (a: Plain, b: Plain) => a === b],
  '!=': ['!==', 4, (a: Plain, b: Plain) => a !== b],
  '<': ['<', 5, (a: number, b: number) => a < b],
  '<=': ['<=', 5, (a: number, b: number) => a <= b],
  '>': ['>', 5, (a: number, b: number) => a > b],
  '>=': ['>=', 5, (a: number, b: number) => a >= b],
  '+': ['+', 6, (a: number, b: number) => a + b],
  '-': ['-', 6, (a: number, b: number) => a - b],
  '*': ['*', 7, (a: number, b: number) => a * b],
  '/': ['/', 7, (a: number, b: number) => a / b],
  '%': ['%', 7, (a: number, b: number) => a % b],
};

function renderBinary(
  operator: BinaryOperator,
  left: Rendered | undefined,
  right: Rendered | undefined,
): Rendered | undefined {
  if (!left || !right) return undefined;
  const names = [...left.names, ...right.names];
  // TypeScript refuses to compare constants, or values of two types.
  const compares = operator === '==' || operator === '!=';
  if (compares && (names.length === 0 || typeof left.value !== typeof right.value)) return undefined;
  const [sign, binding, apply] = operators[operator];
  const text = `${bound(left, binding)} ${sign} ${bound(right, binding + 1)}`;
  return { text, value: apply(left.value as never, right.value as never), binding, names };
}

const functions: Readonly<Record<string, (...values: number[]) => number>> = {
  floor: Math.floor,
  ceil: Math.ceil,
  round: Math.round,
  min: Math.min,
  max: Math.max,
};

function renderCall(name: string, operands: readonly Rendered[]): Rendered | undefined {
  const apply = functions[name];
  if (!apply) return undefined;
  const [first] = operands;
  // A whole number needs no rounding.
  if (first && name !== 'min' && name !== 'max' && Number.isInteger(first.value)) return first;
  const value = apply(...operands.map((operand) => Number(operand.value)));
  const text = `Math.${name}(${operands.map((operand) => operand.text).join(', ')})`;
  return { text, value, binding: TIGHT, names: operands.flatMap((operand) => operand.names) };
}
