import { escapeCodeUnits } from '../source/escape';

/** A value as Python. Texts are in double quotes, with every invisible character escaped. */
export function literal(value: number | string | boolean): string {
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'number') return String(value);
  return JSON.stringify(value).replace(/[\p{C}\u2028\u2029]/gu, escapeCodeUnits);
}
