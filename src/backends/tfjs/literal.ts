import { escapeCodeUnits } from '../source/escape';

/** A value as TypeScript; strings in single quotes, with invisible characters escaped. */
export function literal(value: number | string | boolean): string {
  if (typeof value !== 'string') return String(value);
  const escaped = JSON.stringify(value).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'");
  // Tools look for `//# sourceMappingURL` everywhere, even in strings.
  return `'${escaped.replace(/[\p{C}\u2028\u2029]|(?<=\/[/*])[#@]/gu, escapeCodeUnits)}'`;
}
