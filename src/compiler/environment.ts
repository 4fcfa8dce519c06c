import type { ArgumentsOf } from '../diagnostics/messages';
import { axes } from '../dimensions/axis';
import type { Dimension } from '../dimensions/dimension';
import { type Expression, namesIn, type Value } from '../expression/ast';
import { EvaluationError, evaluate } from '../expression/evaluate';
import { rational } from '../expression/rational';
import type { BindingLocation } from '../graph/locations';
import { INCOMING } from '../schema/words';

/** What names mean in the expressions at one place of a spec. */
export interface Environment {
  readonly values: ReadonlyMap<string, Value>;
  /** Where the values are written; the counter of a repeat is not written anywhere. */
  readonly locations: ReadonlyMap<string, BindingLocation>;
  /** False if names have no values, because nobody uses the block or a value of `let` is wrong: expressions are then skipped. */
  readonly known: boolean;
  /** The parameters and counters among the names; the others are values of `let`. */
  readonly local: ReadonlySet<string>;
  /** Sizes of values, such as `in.channels`; undefined where there are none. */
  readonly sizes?: SizeOf | undefined;
}

/** The size that a name with a dot means. */
export type SizeOf = (name: string) => FoundSize;

/** A size, or why there is none; `unknown` after a reported error. */
export type FoundSize = Dimension | 'unknown' | { readonly problem: ArgumentsOf<'expression/no-size'> };

/** Whether a name means a size, such as `in.channels`, rather than a parameter, counter or `let` value. */
export function isSizeName(name: string): boolean {
  return name.includes('.');
}

/** A size that an expression uses. */
export interface UsedSize {
  readonly name: string;
  readonly size: Dimension;
}

/** The size as the expression sees it. */
export function valueOfSize({ name, size }: UsedSize): [string, Value] {
  return [name, rational(BigInt(size.value))];
}

/** The sizes that an expression uses; `unknown` after a reported error. Throws `EvaluationError`. */
export function sizesIn(expression: Expression, { sizes }: Environment): readonly UsedSize[] | 'unknown' {
  const found: UsedSize[] = [];
  if (!sizes) return found;
  for (const { name, start, end } of namesIn(expression)) {
    if (!isSizeName(name)) continue;
    const size = sizes(name);
    if (size === 'unknown') return size;
    if ('problem' in size) throw new EvaluationError('expression/no-size', size.problem, start, end);
    found.push({ name, size });
  }
  return found;
}

const NOWHERE: Environment['locations'] = new Map();
const NONE: Environment['local'] = new Set();

/** Where names have no values yet. */
export const UNKNOWN: Environment = { values: new Map(), locations: NOWHERE, known: false, local: NONE };

export function environmentOf(values: Environment['values'], locations = NOWHERE): Environment {
  return { values, locations, known: true, local: NONE };
}

/** An environment with more parameters or counters, which hide those of the same name; still unknown if the outer one is. */
export function extend(outer: Environment, values: Environment['values'], locations = NOWHERE): Environment {
  if (!outer.known) return outer;
  const visible = [...outer.locations].filter(([name]) => !values.has(name));
  const inner: Environment = {
    values: new Map([...outer.values, ...values]),
    locations: new Map([...visible, ...locations]),
    known: true,
    local: new Set([...outer.local, ...values.keys()]),
  };
  return outer.sizes ? withSizes(inner, outer.sizes) : inner;
}

/** All names of sizes where values with these names enter: `in.channels`, `left.height`. */
export function sizeNames(inputs: readonly string[]): readonly string[] {
  return [INCOMING, ...inputs].flatMap((value) => axes.map((axis) => `${value}.${axis}`));
}

/** The same names, and sizes of values. */
export function withSizes(names: Environment, sizes: SizeOf): Environment {
  return names.known ? { ...names, sizes } : names;
}

/** `let:` as the rest of a spec sees it. */
export interface Lets {
  readonly values: Environment;
  /** All declared names, right or wrong. */
  readonly names: ReadonlySet<string>;
  /** Names whose values the command line changed. */
  readonly changed: readonly string[];
}

/**
 * Where the value of an expression is written, if the expression does not compute it: a name, or the chosen branch of a
 * conditional.
 */
export function writtenAt(expression: Expression, names: Environment): BindingLocation | undefined {
  if (expression.type === 'name') return names.locations.get(expression.name);
  if (expression.type !== 'choice' || !names.known) return undefined;
  const sizes = sizesIn(expression.condition, names);
  if (sizes === 'unknown') return undefined;
  const values = new Map([...names.values, ...sizes.map(valueOfSize)]);
  return writtenAt(evaluate(expression.condition, values) ? expression.then : expression.otherwise, names);
}

/**
 * Where the most likely cause of an expression's wrong value is written: its only argument, or else its only value. Others,
 * such as a factor in `let`, are right for everything else that uses them.
 */
export function mainPlace(expression: Expression, { locations }: Environment): BindingLocation | undefined {
  const places = new Map(namesIn(expression).map(({ name }) => [name, locations.get(name)]));
  const known = [...places.values()].filter((place) => place !== undefined);
  const given = known.filter(({ type }) => type === 'argument');
  const [only, other] = given.length > 0 ? given : known;
  return other ? undefined : only;
}
