import type { Expression, Value } from '../expression/ast';
import { evaluate } from '../expression/evaluate';
import type { BindingLocation } from '../graph/locations';

/** The values of names in expressions, and where they are written; a counter of a repeat is not written anywhere. */
export class Bindings extends Map<string, Value> {
  readonly writtenAt: ReadonlyMap<string, BindingLocation>;

  constructor(values: Iterable<readonly [string, Value]>, writtenAt: ReadonlyMap<string, BindingLocation>) {
    super(values);
    this.writtenAt = writtenAt;
  }
}

const NOWHERE: ReadonlyMap<string, BindingLocation> = new Map();

/** Where the names of an expression get their values, if known. */
export function placesIn(names: ReadonlyMap<string, Value>): ReadonlyMap<string, BindingLocation> {
  return names instanceof Bindings ? names.writtenAt : NOWHERE;
}

/**
 * Where the value of an expression is written, if the expression does not compute it: a name, or the chosen branch of a
 * conditional.
 */
export function writtenAt(expression: Expression, names: ReadonlyMap<string, Value>): BindingLocation | undefined {
  if (expression.type === 'name') return placesIn(names).get(expression.name);
  if (expression.type !== 'choice') return undefined;
  return writtenAt(evaluate(expression.condition, names) ? expression.then : expression.otherwise, names);
}

/**
 * Where the most likely cause of an expression's wrong value is written: its only argument, or else its only value. Others,
 * such as a factor in `let`, are right for everything else that uses them.
 */
export function mainPlace(expression: Expression, names: ReadonlyMap<string, Value>): BindingLocation | undefined {
  const places = new Map([...namesIn(expression)].map((name) => [name, placesIn(names).get(name)]));
  const known = [...places.values()].filter((place) => place !== undefined);
  const given = known.filter(({ type }) => type === 'argument');
  const [only, other] = given.length > 0 ? given : known;
  return other ? undefined : only;
}

function namesIn(expression: Expression): ReadonlySet<string> {
  switch (expression.type) {
    case 'number':
    case 'string':
    case 'boolean':
      return new Set();
    case 'name':
      return new Set([expression.name]);
    case 'not':
    case 'negate':
      return namesIn(expression.operand);
    case 'binary':
      return new Set([...namesIn(expression.left), ...namesIn(expression.right)]);
    case 'choice':
      return new Set(
        [expression.condition, expression.then, expression.otherwise].flatMap((part) => [...namesIn(part)]),
      );
    case 'call':
      return new Set(expression.operands.flatMap((operand) => [...namesIn(operand)]));
  }
}
