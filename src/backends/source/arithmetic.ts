import type { BinaryOperator, Expression } from '../../expression/ast';
import type { Plain } from './language';

export const comparisons: ReadonlySet<BinaryOperator> = new Set(['==', '!=', '<', '<=', '>', '>=']);

/** Operators on numbers that every language computes in the same way, in doubles. */
export const apply: {
  readonly [K in Exclude<BinaryOperator, 'and' | 'or' | '==' | '!=' | '/' | '%'>]: (a: number, b: number) => Plain;
} = {
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '**': (a, b) => a ** b,
};

/** Whether numbers differ by a share of them at most. */
export function isClose(value: Plain, expected: Plain, tolerance: number): boolean {
  if (typeof value !== 'number' || typeof expected !== 'number') return false;
  return Math.abs(value - expected) <= tolerance * Math.abs(expected);
}

/** Whether a value is a number that is not whole. */
export function isFraction(value: Plain): boolean {
  return typeof value === 'number' && !Number.isInteger(value);
}

/** `a / b * c` as `a * c / b`, so that only the result must be whole. */
export function asQuotient(left: Expression, right: Expression): readonly [Expression, Expression] | undefined {
  const [quotient, other] = isQuotient(left) ? [left, right] : [right, left];
  if (!isQuotient(quotient)) return undefined;
  const sides = quotient === left ? { left: quotient.left, right: other } : { left: other, right: quotient.left };
  return [{ ...quotient, operator: '*', ...sides }, quotient.right];
}

function isQuotient(expression: Expression): expression is Extract<Expression, { readonly type: 'binary' }> {
  return expression.type === 'binary' && expression.operator === '/';
}
