import { type Language, leftAssociative, nonAssociative } from '../source/expression';
import { literal } from './literal';

/** Expressions in Python, where a float (`8.0`) is not accepted as a size. */
export const python: Language = {
  hasWholeFloats: true,
  infix: {
    or: undefined,
    and: undefined,
    // `a < b < c` would mean `a < b and b < c`.
    '==': nonAssociative('==', 4),
    '!=': nonAssociative('!=', 4),
    '<': nonAssociative('<', 4),
    '<=': nonAssociative('<=', 4),
    '>': nonAssociative('>', 4),
    '>=': nonAssociative('>=', 4),
    '+': leftAssociative('+', 6),
    '-': leftAssociative('-', 6),
    '*': leftAssociative('*', 7),
    '/': leftAssociative('/', 7),
    '%': leftAssociative('%', 7),
  },
  wholeDivision: leftAssociative('//', 7),
  prefix: { not: undefined, negate: undefined },
  conditional: {
    ...{ binding: 1, condition: 2, whenTrue: 2, whenFalse: 1 },
    text: (condition, whenTrue, whenFalse) => `${whenTrue} if ${condition} else ${whenFalse}`,
  },
  functions: {
    // `int` cuts off, which is `floor` for positive numbers.
    floor: { name: 'int', apply: Math.trunc },
    ceil: undefined,
    round: undefined,
    min: { name: 'min', apply: Math.min, arity: 2 },
    max: { name: 'max', apply: Math.max, arity: 2 },
  },
  literal,
  remainder: (dividend, divisor) => {
    const rest = dividend % divisor;
    return rest !== 0 && rest < 0 !== divisor < 0 ? rest + divisor : rest;
  },
};
