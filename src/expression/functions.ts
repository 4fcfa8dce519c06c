import type { FunctionName, ListValue } from './ast';
import { ceil, compare, floor, over, plus, type Rational, rational, round, times } from './rational';

/** A function of numbers. Lists among the operands stand for their items. */
interface NumberFunction {
  readonly of: 'numbers';
  /** How many numbers it takes. */
  readonly minimum: number;
  readonly maximum: number;
  /** The same in words. */
  readonly takes: string;
  /** True if the last one is a divisor that must be above 0. */
  readonly positive?: boolean;
  apply(...numbers: readonly Rational[]): Rational;
}

/** A function of one list, of any values. */
interface ListFunction {
  readonly of: 'list';
  apply(list: ListValue): Rational;
}

const zero = rational(0n);

function ofOne(apply: (value: Rational) => Rational): NumberFunction {
  return { of: 'numbers', minimum: 1, maximum: 1, takes: 'one number', apply: (value = zero) => apply(value) };
}

function ofAny(minimum: number, takes: string, join: (a: Rational, b: Rational) => Rational): NumberFunction {
  const apply = (first = zero, ...others: readonly Rational[]): Rational => others.reduce(join, first);
  return { of: 'numbers', minimum, maximum: Number.POSITIVE_INFINITY, takes, apply };
}

/** The functions of the language. */
export const functions: { readonly [K in FunctionName]: NumberFunction | ListFunction } = {
  floor: ofOne(floor),
  ceil: ofOne(ceil),
  round: ofOne(round),
  make_divisible: {
    of: 'numbers',
    minimum: 2,
    maximum: 2,
    takes: 'a number and a divisor',
    positive: true,
    apply: (value = zero, divisor = zero) => makeDivisible(value, divisor),
  },
  min: ofAny(1, 'at least one number', (a, b) => (compare(b, a) < 0 ? b : a)),
  max: ofAny(1, 'at least one number', (a, b) => (compare(b, a) > 0 ? b : a)),
  sum: ofAny(0, 'numbers', plus),
  len: { of: 'list', apply: (list) => rational(BigInt(list.length)) },
};

/**
 * The nearest multiple of `divisor`, at least one of it and never below 90 % of `value`; a value halfway is rounded up.
 * Source: TF-slim, `nets/mobilenet/conv_blocks.py`, `_make_divisible`; torchvision and timm have the same.
 */
function makeDivisible(value: Rational, divisor: Rational): Rational {
  const half = rational(1n, 2n);
  const multiple = times(divisor, floor(plus(over(value, divisor), half)));
  const near = compare(multiple, divisor) < 0 ? divisor : multiple;
  return compare(near, times(rational(9n, 10n), value)) < 0 ? plus(near, divisor) : near;
}
