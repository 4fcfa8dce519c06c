import type { Expression, Value } from '../../expression/ast';
import { settle } from '../../expression/settle';
import type { LetValues } from '../let-values';

/** Expressions over what differs between uses: `let` values, which are the same everywhere, are inserted. */
export function settledSymbols(
  symbols: ReadonlyMap<string, Expression>,
  parameters: ReadonlyMap<string, Value> | 'later',
  lets: LetValues,
): ReadonlyMap<string, Expression> {
  if (symbols.size === 0 || lets === 'later' || parameters === 'later' || lets.size === 0) return symbols;
  // A parameter or counter of the same name hides a `let` value.
  const constants = new Map([...lets].filter(([name, value]) => parameters.get(name) === value));
  return new Map([...symbols].map(([key, expression]) => [key, settle(expression, constants)]));
}
