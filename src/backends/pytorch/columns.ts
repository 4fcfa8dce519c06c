import { type Expression, isScalar, namesIn, type Scalar, type Value } from '../../expression/ast';
import { EvaluationError, evaluate } from '../../expression/evaluate';
import type { Body, Graph, Repeat } from '../../graph/graph';
import { scopesIn } from '../../graph/walk';
import { keyOfLookup } from '../source/lookup';

/** What the iterations of a repeat read from lists of the spec, `widths[stage]`: a loop has it as one more variable. */
export interface Column {
  /** The name of parameters with its value. */
  readonly key: string;
  /** What the variable may be called. */
  readonly wish: string;
  /** One value for each iteration. */
  readonly values: readonly Scalar[];
}

/** The columns of a repeat in a block; `hidden` are the names that mean something else there than in `let`. */
export function columnsOf({ lets }: Pick<Graph, 'lets'>, repeat: Repeat, hidden: ReadonlySet<string>): Column[] {
  // How many values a list must have is not known where a parameter decides how often the loop runs.
  if (repeat.times && repeat.times.type !== 'number') return [];
  const constants = new Map([...lets].filter(([name]) => !hidden.has(name)));
  const own = new Set(repeat.names);
  const columns = new Map<string, Column>();
  for (const expression of repeat.iterations.flatMap(({ body }) => expressionsIn(body, own))) {
    for (const lookup of lookupsIn(expression)) {
      const key = keyOfLookup(lookup);
      const names = namesIn(lookup).map(({ name }) => name);
      const isOwn = names.some((name) => own.has(name)) && names.every((name) => own.has(name) || constants.has(name));
      if (key === undefined || columns.has(key) || !isOwn) continue;
      const values = repeat.iterations.flatMap(
        (each) => valueIn(lookup, new Map([...constants, ...each.values])) ?? [],
      );
      if (values.length === repeat.iterations.length) columns.set(key, { key, wish: wishFor(lookup), values });
    }
  }
  return [...columns.values()];
}

/** The expressions over the names of a repeat in one of its bodies. */
function expressionsIn({ steps, conditions }: Body, names: ReadonlySet<string>): Expression[] {
  const inside = steps.flatMap((step): readonly Expression[] => {
    if (step.type === 'node') return [...step.node.symbols.values()];
    if (step.type === 'use') return [...step.use.symbols.values()];
    const inner = scopesIn(step).flatMap(({ body }) => expressionsIn(body, names));
    if (step.type !== 'repeat') return inner;
    const { times } = step.repeat;
    const isHidden = step.repeat.names.some((name) => names.has(name));
    return [...(times ? [times] : []), ...(isHidden ? [] : inner)];
  });
  return [...inside, ...conditions.map(({ when }) => when)];
}

/** The smallest parts of an expression that make a number or word of lists. */
function lookupsIn(expression: Expression): readonly Expression[] {
  switch (expression.type) {
    case 'index':
      return [expression];
    case 'call':
      return expression.name === 'sum' || expression.name === 'len'
        ? [expression]
        : expression.operands.flatMap(lookupsIn);
    case 'not':
    case 'negate':
      return lookupsIn(expression.operand);
    case 'binary':
      return [expression.left, expression.right].flatMap(lookupsIn);
    case 'choice':
      return [expression.condition, expression.then, expression.otherwise].flatMap(lookupsIn);
    default:
      return [];
  }
}

function valueIn(expression: Expression, names: ReadonlyMap<string, Value>): Scalar | undefined {
  try {
    const value = evaluate(expression, names);
    return isScalar(value) ? value : undefined;
  } catch (error) {
    if (error instanceof EvaluationError) return undefined;
    throw error;
  }
}

/** Functions of Python that a variable should not hide. */
const BUILTINS: ReadonlySet<string> = new Set(
  'abs filter hash id input iter list map max min next set sum type zip'.split(' '),
);

/** `width` for `widths[stage]`, and `start` for `sum(counts[:stage])`. */
function wishFor(lookup: Expression): string {
  if (lookup.type !== 'index') return lookup.type === 'call' && lookup.name === 'len' ? 'count' : 'start';
  const name = listName(lookup);
  const one = name.replace(/(?<=..)s$/, '');
  return BUILTINS.has(one) ? name : one;
}

/** The name of the list, or of the part of a map. */
function listName(expression: Expression): string {
  if (expression.type === 'name') return expression.name;
  if (expression.type !== 'index') return 'value';
  return expression.index.type === 'string' ? expression.index.value : listName(expression.list);
}
