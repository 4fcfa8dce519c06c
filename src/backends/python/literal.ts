import { escapeCodeUnits } from '../source/escape';

/** A value as Python, small numbers as `1e-6`. Texts are in double quotes, with every invisible character escaped. */
export function literal(value: number | string | boolean): string {
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'number') return value !== 0 && Math.abs(value) < SMALL ? value.toExponential() : String(value);
  return JSON.stringify(value).replace(/[\p{C}\u2028\u2029]/gu, escapeCodeUnits);
}

/** Below it, the exponent is easier to read than the zeros. */
const SMALL = 1e-4;
