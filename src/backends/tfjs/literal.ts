import { escapeCodeUnits } from '../source/escape';

/** A value as TypeScript; texts in single quotes, with everything escaped that is not plain to see. */
export function literal(value: number | string | boolean): string {
  if (typeof value !== 'string') return String(value);
  const escaped = JSON.stringify(value).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'");
  // The sign of `//# sourceMappingURL` is looked for everywhere, texts included.
  return `'${escaped.replace(/[\p{C}\u2028\u2029]|(?<=\/[/*])[#@]/gu, escapeCodeUnits)}'`;
}
