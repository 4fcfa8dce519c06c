import type { Expression, Value } from '../../expression/ast';
import { settle } from '../../expression/settle';
import type { Environment } from '../environment';

/** Expressions over what differs between uses: `let` values, which are the same everywhere, are inserted. */
export function settledSymbols(
  symbols: ReadonlyMap<string, Expression>,
  parameters: Environment,
  lets: Environment,
): ReadonlyMap<string, Expression> {
  if (symbols.size === 0) return symbols;
  const constants = constantsIn(parameters, lets);
  if (constants.size === 0) return symbols;
  return new Map([...symbols].map(([key, expression]) => [key, settle(expression, constants)]));
}

/** The same for one expression. */
export function settled(expression: Expression, parameters: Environment, lets: Environment): Expression {
  const constants = constantsIn(parameters, lets);
  return constants.size === 0 ? expression : settle(expression, constants);
}

/** The `let` values that are visible: a parameter or counter of the same name hides one. */
function constantsIn(parameters: Environment, lets: Environment): ReadonlyMap<string, Value> {
  if (!lets.known || !parameters.known || lets.values.size === 0) return NONE;
  return new Map([...lets.values].filter(([name]) => !parameters.local.has(name)));
}

const NONE: ReadonlyMap<string, Value> = new Map();
