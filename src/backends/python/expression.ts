import { type Code, flatten, join, line, operand, type Text } from '../source/code';
import { type Language, leftAssociative, nonAssociative, rightAssociative, TIGHTEST } from '../source/language';
import { literal } from './literal';

const sum = leftAssociative('+', 6);
const product = leftAssociative('*', 7);

/** Expressions in Python, where a float (`8.0`) is not accepted as a size. */
export const python: Language = {
  hasWholeFloats: true,
  tolerance: 1e-14,
  infix: {
    or: leftAssociative('or', 2),
    and: leftAssociative('and', 3),
    // `a < b < c` would mean `a < b and b < c`.
    '==': nonAssociative('==', 5),
    '!=': nonAssociative('!=', 5),
    '<': nonAssociative('<', 5),
    '<=': nonAssociative('<=', 5),
    '>': nonAssociative('>', 5),
    '>=': nonAssociative('>=', 5),
    '+': sum,
    '-': leftAssociative('-', 6),
    '*': product,
    '/': leftAssociative('/', 7),
    '%': leftAssociative('%', 7),
    '**': { ...rightAssociative('**', 8, 9), tight: true },
  },
  wholeDivision: leftAssociative('//', 7),
  prefix: { not: { sign: 'not ', binding: 4, operand: 4 }, negate: undefined },
  conditional: {
    ...{ binding: 1, condition: 2, whenTrue: 2, whenFalse: 1 },
    text: (condition, whenTrue, whenFalse) => `${whenTrue} if ${condition} else ${whenFalse}`,
  },
  functions: {
    // `int` truncates, which is `floor` for positive numbers.
    floor: { name: 'int', apply: Math.trunc, whole: true },
    ceil: undefined,
    round: undefined,
    make_divisible: { name: 'make_divisible', apply: makeDivisible, arity: 2, defined: true, whole: true },
    sum: undefined,
    len: undefined,
    min: { name: 'min', apply: Math.min, arity: 2 },
    max: { name: 'max', apply: Math.max, arity: 2 },
  },
  list: ['(', ')'],
  literal,
  remainder: (dividend, divisor) => {
    const rest = dividend % divisor;
    return rest !== 0 && rest < 0 !== divisor < 0 ? rest + divisor : rest;
  },
};

/** What `make_divisible` of generated programs computes, in doubles. */
function makeDivisible(value = 0, divisor = 1): number {
  const near = Math.max(divisor, Math.floor(Math.trunc(value + divisor / 2) / divisor) * divisor);
  return near >= 0.9 * value ? near : near + divisor;
}

/** `2 * x`; an operand with its own operator is in parentheses, and a factor of 1 is left out. */
export function productOf(left: Code, right: Code): Code {
  if (flatten(left) === '1') return right;
  if (flatten(right) === '1') return left;
  return { ...line`${operand(left, TIGHTEST)} * ${operand(right, TIGHTEST)}`, binding: product.binding };
}

/** `x // 2`: a division without a remainder. */
export function quotientOf(left: Code, right: Code): Text {
  const { binding } = product;
  return { ...line`${operand(left, binding)} // ${operand(right, TIGHTEST)}`, binding };
}

/** `size**2`, as formatters write it, or `(2 * size) ** 2`. */
export function squareOf(base: Code): Code {
  const simple = operand(base, TIGHTEST);
  return simple === base ? line`${base}**2` : line`${simple} ** 2`;
}

/** `in_channels - 4`; a difference of nothing is the whole. */
export function differenceOf(left: Code, right: number): Code {
  if (right === 0) return left;
  return { ...line`${operand(left, sum.binding)} - ${String(right)}`, binding: sum.binding };
}

/** `-top`, which binds tighter than all other operators. */
export function negativeOf(code: Code): Text {
  return line`-${operand(code, TIGHTEST)}`;
}

/** `16 + 3 * out`: equal terms are counted, also those of terms that are sums themselves. */
export function sumOf(parts: readonly Code[]): Code {
  const terms = parts.flatMap((part) => (typeof part === 'object' && 'text' in part && part.terms) || [part]);
  const counts = new Map<string, Code[]>();
  for (const term of terms) counts.set(flatten(term), [...(counts.get(flatten(term)) ?? []), term]);
  const sums = [...counts.values()].map(([term = '', ...more]) =>
    more.length > 0 ? productOf(String(more.length + 1), term) : term,
  );
  const [first = '', ...others] = sums;
  if (others.length === 0) return first;
  const operands = sums.map((term) => operand(term, sum.binding));
  return { ...line`${join(operands, ' + ')}`, binding: sum.binding, terms };
}
