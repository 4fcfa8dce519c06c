import { type Language, leftAssociative, rightAssociative, TIGHTEST } from '../source/language';
import { literal } from './literal';
import { makeDivisible } from './parts/sizes';

/** Expressions in TypeScript, which has only doubles. For negative numbers, `round` and `%` differ from those of specs. */
export const typescript: Language = {
  hasWholeFloats: false,
  tolerance: 0,
  infix: {
    or: leftAssociative('||', 2),
    and: leftAssociative('&&', 3),
    '==': leftAssociative('===', 4),
    '!=': leftAssociative('!==', 4),
    '<': leftAssociative('<', 5),
    '<=': leftAssociative('<=', 5),
    '>': leftAssociative('>', 5),
    '>=': leftAssociative('>=', 5),
    '+': leftAssociative('+', 6),
    '-': leftAssociative('-', 6),
    '*': leftAssociative('*', 7),
    '/': leftAssociative('/', 7),
    '%': leftAssociative('%', 7),
    // `-a ** b` is a syntax error.
    '**': rightAssociative('**', 8, TIGHTEST),
  },
  prefix: {
    not: { sign: '!', binding: 9, operand: TIGHTEST },
    // `--x` would be a decrement.
    negate: { sign: '-', binding: 9, operand: TIGHTEST },
  },
  conditional: {
    ...{ binding: 1, condition: 2, whenTrue: 1, whenFalse: 1 },
    text: (condition, whenTrue, whenFalse) => `${condition} ? ${whenTrue} : ${whenFalse}`,
  },
  functions: {
    floor: { name: 'Math.floor', apply: Math.floor },
    ceil: { name: 'Math.ceil', apply: Math.ceil },
    round: { name: 'Math.round', apply: Math.round },
    make_divisible: { name: 'makeDivisible', apply: applyDivisible, arity: 2, defined: true, whole: true },
    sum: undefined,
    len: undefined,
    min: { name: 'Math.min', apply: Math.min },
    max: { name: 'Math.max', apply: Math.max },
  },
  list: ['[', ']'],
  literal,
  remainder: (dividend, divisor) => dividend % divisor,
};

function applyDivisible(value = 0, divisor = 1): number {
  return makeDivisible(value, divisor);
}
