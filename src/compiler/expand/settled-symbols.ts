import type { Expression } from '../../expression/ast';
import { settle } from '../../expression/settle';
import type { Environment } from '../environment';

/** Expressions over what differs between uses: `let` values, which are the same everywhere, are inserted. */
export function settledSymbols(
  symbols: ReadonlyMap<string, Expression>,
  parameters: Environment,
  lets: Environment,
): ReadonlyMap<string, Expression> {
  if (symbols.size === 0 || !lets.known || !parameters.known || lets.values.size === 0) return symbols;
  // A parameter or counter of the same name hides a `let` value.
  const constants = new Map([...lets.values].filter(([name, value]) => parameters.values.get(name) === value));
  return new Map([...symbols].map(([key, expression]) => [key, settle(expression, constants)]));
}
