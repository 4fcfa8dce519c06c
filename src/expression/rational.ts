/** An exact fraction in lowest terms; the denominator is positive. */
export interface Rational {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  let [x, y] = [a < 0n ? -a : a, b];
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
}

/** `denominator` must not be zero. */
export function rational(numerator: bigint, denominator = 1n): Rational {
  const sign = denominator < 0n ? -1n : 1n;
  const divisor = greatestCommonDivisor(numerator, denominator * sign) || 1n;
  return { numerator: (sign * numerator) / divisor, denominator: (sign * denominator) / divisor };
}

/** A decimal number as in YAML and expressions; undefined for anything else, or an exponent beyond 400. */
export function parseRational(text: string): Rational | undefined {
  const match = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,3}))?$/.exec(text);
  const [, sign = '', whole = '', fraction = '', exponentText = '0'] = match ?? [];
  if (!match || whole + fraction === '') return undefined;
  const exponent = Number(exponentText) - fraction.length;
  if (Math.abs(exponent) > 400 + fraction.length) return undefined;
  const digits = BigInt(`${whole}${fraction}`) * (sign === '-' ? -1n : 1n);
  return exponent >= 0 ? rational(digits * 10n ** BigInt(exponent)) : rational(digits, 10n ** BigInt(-exponent));
}

export function isWhole(value: Rational): boolean {
  return value.denominator === 1n;
}

/** The nearest double. */
export function toNumber({ numerator, denominator }: Rational): number {
  const [n, d] = [Number(numerator), Number(denominator)];
  if (Number.isFinite(n) && Number.isFinite(d)) return n / d;
  const scale = 10n ** 20n;
  return Number((numerator * scale) / denominator) / Number(scale);
}

export function compare(a: Rational, b: Rational): number {
  const difference = a.numerator * b.denominator - b.numerator * a.denominator;
  return difference === 0n ? 0 : difference < 0n ? -1 : 1;
}

export const plus = (a: Rational, b: Rational): Rational =>
  rational(a.numerator * b.denominator + b.numerator * a.denominator, a.denominator * b.denominator);

export const minus = (a: Rational, b: Rational): Rational => plus(a, { ...b, numerator: -b.numerator });

export const times = (a: Rational, b: Rational): Rational =>
  rational(a.numerator * b.numerator, a.denominator * b.denominator);

/** `b` must not be zero. */
export const over = (a: Rational, b: Rational): Rational =>
  rational(a.numerator * b.denominator, a.denominator * b.numerator);

export function floor({ numerator, denominator }: Rational): Rational {
  const quotient = numerator / denominator;
  return rational(numerator % denominator < 0n ? quotient - 1n : quotient);
}

export const ceil = (value: Rational): Rational => {
  const { numerator } = floor({ ...value, numerator: -value.numerator });
  return rational(-numerator);
};

/** Rounds halves away from zero. */
export function round(value: Rational): Rational {
  const half = rational(1n, 2n);
  return value.numerator < 0n ? ceil(minus(value, half)) : floor(plus(value, half));
}

/** `exponent` must be whole, and not negative if `base` is zero. */
export function power(base: Rational, { numerator: exponent }: Rational): Rational {
  return exponent < 0n
    ? over(rational(1n), power(base, rational(-exponent)))
    : rational(base.numerator ** exponent, base.denominator ** exponent);
}

/** The remainder of `a` divided by `b`, with the sign of `b` (Python's `%`). `b` must not be zero. */
export const modulo = (a: Rational, b: Rational): Rational => minus(a, times(floor(over(a, b)), b));
