import type { Use } from '../diagnostics/report';
import type { Span } from '../diagnostics/source';
import type { Expression, Value } from '../expression/ast';
import { evaluate } from '../expression/evaluate';

/** Where a value stands that a name has: what a user would change. */
export interface WrittenAt {
  readonly span: Span;
  /** Given by the use of a block, the default of a parameter, or a value of `let`. */
  readonly type: 'argument' | 'default' | 'let';
  /** What it is called there. */
  readonly name: string;
  /** The uses of blocks around that place, outermost first. */
  readonly uses: readonly Use[];
  /** The one number that the value is computed from, where there is one. */
  readonly source?: WrittenAt | undefined;
  /** The use that gives the value, or leaves it at its default. */
  readonly use?: Use | undefined;
}

/** What names are worth in expressions, and where it is written; a counter of a repeat is written nowhere. */
export class Bindings extends Map<string, Value> {
  readonly writtenAt: ReadonlyMap<string, WrittenAt>;

  constructor(values: Iterable<readonly [string, Value]>, writtenAt: ReadonlyMap<string, WrittenAt>) {
    super(values);
    this.writtenAt = writtenAt;
  }
}

const NOWHERE: ReadonlyMap<string, WrittenAt> = new Map();

/** Where the names of an expression are written, as far as that is known. */
export function placesIn(names: ReadonlyMap<string, Value>): ReadonlyMap<string, WrittenAt> {
  return names instanceof Bindings ? names.writtenAt : NOWHERE;
}

/** Where the value of an expression is written, unless the expression computes it: a name, or the chosen one of two. */
export function writtenAt(expression: Expression, names: ReadonlyMap<string, Value>): WrittenAt | undefined {
  if (expression.type === 'name') return placesIn(names).get(expression.name);
  if (expression.type !== 'choice') return undefined;
  return writtenAt(evaluate(expression.condition, names) ? expression.then : expression.otherwise, names);
}

/**
 * Where the number is written that an expression most likely has its wrong value from: the only argument that it reads, else the only
 * value. Others, such as a factor in `let`, are right for all that read them.
 */
export function mainPlace(expression: Expression, names: ReadonlyMap<string, Value>): WrittenAt | undefined {
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
