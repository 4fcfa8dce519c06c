import type { BinaryOperator } from '../../expression/ast';
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
