import type { Expression } from '../../expression/ast';

/** The name under which parameters can have the value of an item of a list, or of a call; undefined for other expressions. */
export function keyOfLookup(expression: Expression): string | undefined {
  if (expression.type !== 'index' && expression.type !== 'call') return undefined;
  return JSON.stringify(expression, (key, value: unknown) => {
    if (key === 'start' || key === 'end') return undefined;
    return typeof value === 'bigint' ? String(value) : value;
  });
}
