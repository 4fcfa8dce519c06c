import { type Expression, isList, isMap, isRational, type Value } from '../../expression/ast';
import { toNumber } from '../../expression/rational';
import type { Formula } from '../../graph/locations';
import type { AttributesOf, Field, Fields } from '../../schema/field';
import { findMismatch } from '../../schema/value-schema';
import { type Entry, isExpression, type MapTree, type Tree } from '../yaml/tree';
import { evaluateTree } from './evaluate-tree';
import type { SectionContext } from './section-context';
import { reportUnknownKey } from './unknown-key';
import { reportWrongValues } from './wrong-value';

/** A map, read against the fields of a section. */
export interface Section<F extends Fields = Fields> {
  /** Normalised values, including defaults. */
  readonly values: AttributesOf<F>;
  /** Expressions that gave whole values, by path (`filters`, `kernel/0`), for readable targets. */
  readonly symbols: ReadonlyMap<string, Expression>;
  /** How values are computed from sizes, by the same paths. */
  readonly formulas: ReadonlyMap<string, Formula>;
  /** What was written for each field, even if its key was misspelt. */
  readonly trees: ReadonlyMap<string, Tree>;
}

/**
 * Reads a map against the fields of a section. Reports every unknown key, missing key and wrong value; returns undefined if a
 * value is wrong, missing or not yet known. A misspelt key is read as the most likely intended one, so that what depends on it
 * can still be checked.
 */
export function readSection<F extends Fields>(
  fields: F,
  map: MapTree | undefined,
  context: SectionContext,
): Section<F> | undefined {
  const { entries, unsure, unknown } = recognise(fields, map?.entries ?? [], context);
  const raw = new Map<string, unknown>();
  const found: Expressions = { symbols: new Map(), formulas: new Map() };
  for (const { key, value } of entries) {
    const evaluated = rawValue(value, key, context, found);
    if (evaluated !== undefined) raw.set(key, evaluated.value);
  }
  for (const key of unsure.filter((one) => !fits(fields[one], raw.get(one)))) raw.delete(key);
  const right = reportWrongValues(fields, entries, { raw, ...found }, context);
  const missing = Object.keys(fields).filter(
    (key) => fields[key]?.required && !entries.some((entry) => entry.key === key),
  );
  // An unknown key is probably the missing one, misspelt, and one that means something else goes with it: one mistake, one error.
  if (unknown + unsure.length < missing.length) reportMissing(fields, missing, context);
  if (!right || missing.length > 0 || raw.size < entries.length) return undefined;
  return { values: normalise(fields, raw), ...found, trees: new Map(entries.map(({ key, value }) => [key, value])) };
}

/**
 * The entries that are fields, misspelt ones under the intended key; `unsure` has the keys whose values may mean something else, so that
 * a wrong one is no second mistake. Reports and counts the others.
 */
function recognise(
  fields: Fields,
  written: readonly Entry[],
  context: SectionContext,
): { entries: Entry[]; unsure: string[]; unknown: number } {
  const known = [...Object.keys(fields), ...(context.otherKeys ?? [])];
  const required = Object.keys(fields).filter((key) => fields[key]?.required);
  const entries: Entry[] = [];
  const unsure: string[] = [];
  let unknown = 0;
  for (const entry of written) {
    if (Object.hasOwn(fields, entry.key)) entries.push(entry);
    if (known.includes(entry.key) || context.explainKey?.(entry)) continue;
    const place = { known, written, title: context.title, required, otherwise: context.otherwise?.(entry.key) };
    const meant = reportUnknownKey(entry, place, context.report, context.uses);
    if (!meant || !Object.hasOwn(fields, meant.key) || written.some(({ key }) => key === meant.key)) {
      unknown++;
      continue;
    }
    entries.push({ ...entry, key: meant.key });
    if (!meant.sameValue) unsure.push(meant.key);
  }
  return { entries, unsure, unknown };
}

function reportMissing(
  fields: Fields,
  missing: readonly string[],
  { report, title, titleSpan, uses = [] }: SectionContext,
): void {
  const [key = ''] = missing;
  const others = missing
    .slice(1)
    .map((other) => ({ message: `\`${other}\` is missing too: ${fields[other]?.expected}` }));
  report.add(
    'schema/missing',
    titleSpan,
    { key, in: title, expected: fields[key]?.expected ?? '' },
    { notes: others, uses },
  );
}

function fits(field: Field<unknown> | undefined, value: unknown): boolean {
  return field !== undefined && findMismatch(field.schema, value) === undefined;
}

/** The expressions of a section so far, by path. */
interface Expressions {
  readonly symbols: Map<string, Expression>;
  readonly formulas: Map<string, Formula>;
}

/** The raw value for validation; undefined if it was reported or is not yet known. */
function rawValue(
  tree: Tree,
  path: string,
  context: SectionContext,
  found: Expressions,
): { value: unknown } | undefined {
  switch (tree.type) {
    case 'broken':
      return undefined;
    case 'map': {
      const entries = tree.entries.map(
        ({ key, value }) => [key, rawValue(value, `${path}/${key}`, context, found)] as const,
      );
      return entries.every(([, value]) => value !== undefined)
        ? { value: Object.fromEntries(entries.map(([key, value]) => [key, value?.value])) }
        : undefined;
    }
    case 'list': {
      const items = tree.items.map((item, index) => rawValue(item, `${path}/${index}`, context, found));
      return items.every((item) => item !== undefined) ? { value: items.map((item) => item.value) } : undefined;
    }
    case 'scalar': {
      if (!isExpression(tree)) return { value: tree.value };
      if (context.names === undefined) {
        context.report.add('expression/not-here', tree.span, { where: `\`${path}\`` });
        return undefined;
      }
      const result = evaluateTree(tree, context.names, context.report, context.uses);
      if (!result) return undefined;
      if (result.expression) found.symbols.set(path, result.expression);
      if (result.formula) found.formulas.set(path, result.formula);
      return { value: rawOf(result.value) };
    }
  }
}

function rawOf(value: Value): unknown {
  if (isList(value)) return value.map(rawOf);
  if (isMap(value)) return Object.fromEntries([...value].map(([key, item]) => [key, rawOf(item)]));
  return isRational(value) ? toNumber(value) : value;
}

/** The values as the compiler uses them. Every required field is present, and every value matches the schema of its field. */
function normalise<F extends Fields>(fields: F, raw: ReadonlyMap<string, unknown>): AttributesOf<F> {
  const values = Object.entries(fields).map(([key, field]) => {
    const value = raw.has(key) ? raw.get(key) : field.default;
    return [key, value === undefined ? undefined : field.normalise(value)];
  });
  return Object.fromEntries(values) as AttributesOf<F>;
}
