import { replacement } from '../../diagnostics/replacement';
import type { Report, Use } from '../../diagnostics/report';
import type { Span } from '../../diagnostics/source';
import { type Expression, isRational, type Value } from '../../expression/ast';
import { formatValue } from '../../expression/evaluate';
import { toNumber } from '../../expression/rational';
import { type Field, type Fields, LARGEST_SIZE } from '../../schema/field';
import validators from '../../schema/generated/validators';
import { type Guess, guessWord } from '../../schema/guess-word';
import { sections } from '../../schema/sections';
import { sharingWords } from '../../schema/words';
import { mainPlace, type WrittenAt, writtenAt } from '../bindings';
import { describeTree, type Entry, entryOf, isExpression, type MapTree, type Tree } from '../yaml/tree';
import { evaluateTree } from './evaluate-tree';

/** Where a section is read: its words for messages, and the names that its expressions may use. */
export interface SectionContext {
  readonly report: Report;
  /** Such as `` `conv2d` ``, for "needs …" and "is no key of …". */
  readonly title: string;
  /** Where a missing key is shown. */
  readonly titleSpan: Span;
  /** Undefined: expressions are not allowed. `'later'`: they are left alone, to be read again when their names have values. */
  readonly names: ReadonlyMap<string, Value> | 'later' | undefined;
  readonly uses?: readonly Use[];
  /** Says more of an unknown key than that it is unknown; true where it has reported it. */
  readonly explainKey?: (entry: Entry) => boolean;
  /** Keys that the caller reads himself. */
  readonly otherKeys?: readonly string[];
}

/** The attributes by name, normalised and with defaults; and the expressions that gave whole values, for readable targets. */
export interface Section {
  readonly values: Readonly<Record<string, unknown>>;
  readonly symbols: ReadonlyMap<string, Expression>;
  /** What was written for each field, also where its key was misspelt. */
  readonly trees: ReadonlyMap<string, Tree>;
}

/**
 * Reads a map against the fields of a section. Reports every unknown key, missing key and wrong value; gives undefined where a
 * value is wrong or missing, or has no value yet. A misspelt key is read as the one it most likely means, so that what depends
 * on it can still be checked.
 */
export function readSection(name: string, map: MapTree | undefined, context: SectionContext): Section | undefined {
  const fields = sections.get(name) as Fields;
  const { entries, unknown } = recognise(fields, map?.entries ?? [], context);
  const raw: Record<string, unknown> = {};
  const symbols = new Map<string, Expression>();
  let complete = true;
  for (const entry of entries) {
    const evaluated = rawValue(entry.value, entry.key, context, symbols);
    if (evaluated === undefined) complete = false;
    else raw[entry.key] = evaluated.value;
  }
  if (!reportWrongValues(name, fields, entries, { raw, symbols }, context)) complete = false;
  const missing = Object.keys(fields).filter(
    (key) => fields[key]?.required && !entries.some((entry) => entry.key === key),
  );
  if (missing.length > 0) complete = false;
  // An unknown key is most likely the missing one, said in other words: one mistake, one error.
  if (unknown < missing.length) reportMissing(fields, missing, context);
  if (!complete) return undefined;
  return { values: normalise(fields, raw), symbols, trees: new Map(entries.map(({ key, value }) => [key, value])) };
}

/** The entries that are fields, misspelt ones under the key that they mean; all others are reported and counted. */
function recognise(
  fields: Fields,
  written: readonly Entry[],
  context: SectionContext,
): { entries: Entry[]; unknown: number } {
  const known = [...Object.keys(fields), ...(context.otherKeys ?? [])];
  const required = Object.keys(fields).filter((key) => fields[key]?.required);
  const entries: Entry[] = [];
  let unknown = 0;
  for (const entry of written) {
    if (Object.hasOwn(fields, entry.key)) entries.push(entry);
    if (known.includes(entry.key) || context.explainKey?.(entry)) continue;
    const place = { known, written, title: context.title, required };
    const guess = reportUnknownKey(entry, place, context.report, context.uses);
    const free = guess !== undefined && Object.hasOwn(fields, guess) && !written.some(({ key }) => key === guess);
    if (free) entries.push({ ...entry, key: guess });
    else unknown++;
  }
  return { entries, unknown };
}

/** The map that a key stands in. */
interface Place {
  readonly known: readonly string[];
  readonly written: readonly Entry[];
  /** The map in words. */
  readonly title: string;
  /** Keys that the map can't do without. */
  readonly required?: readonly string[];
}

/** Reports a key out of place and gives the one that it most likely means. */
export function reportUnknownKey(
  { key, keySpan }: Entry,
  { known, written, title, required = [] }: Place,
  report: Report,
  uses: readonly Use[] = [],
): string | undefined {
  if (sharingWords.has(key.toLowerCase().replaceAll(/[-_]/g, ''))) {
    report.add('schema/sharing', keySpan, { word: key }, { uses });
    return undefined;
  }
  const isMissing = (word: string): boolean => !written.some((other) => other.key === word);
  const needed = required.filter(isMissing);
  const isLikely = needed.length > 0 ? (word: string) => needed.includes(word) : isMissing;
  const { guess, fixes } = guessWord({ text: key, span: keySpan }, known, isLikely);
  report.add('schema/unknown-key', keySpan, { word: key, nearest: guess, known, in: title }, { fixes, uses });
  return guess;
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

/** The value as the validators take it; undefined where it has been reported or must wait. */
function rawValue(
  tree: Tree,
  path: string,
  context: SectionContext,
  symbols: Map<string, Expression>,
): { value: unknown } | undefined {
  switch (tree.type) {
    case 'broken':
      return undefined;
    case 'map': {
      const entries = tree.entries.map(
        ({ key, value }) => [key, rawValue(value, `${path}/${key}`, context, symbols)] as const,
      );
      return entries.every(([, value]) => value !== undefined)
        ? { value: Object.fromEntries(entries.map(([key, value]) => [key, value?.value])) }
        : undefined;
    }
    case 'list': {
      const items = tree.items.map((item, index) => rawValue(item, `${path}/${index}`, context, symbols));
      return items.every((item) => item !== undefined) ? { value: items.map((item) => item.value) } : undefined;
    }
    case 'scalar': {
      if (!isExpression(tree)) return { value: tree.value };
      if (context.names === 'later') return undefined;
      if (context.names === undefined) {
        context.report.add('expression/not-here', tree.span, { where: `\`${path}\`` });
        return undefined;
      }
      const result = evaluateTree(tree, context.names, context.report, context.uses);
      if (!result) return undefined;
      if (result.expression) symbols.set(path, result.expression);
      return { value: isRational(result.value) ? toNumber(result.value) : result.value };
    }
  }
}

/** Reports at most one mistake for each entry, at the innermost piece that is wrong. */
function reportWrongValues(
  name: string,
  fields: Fields,
  entries: readonly Entry[],
  { raw, symbols }: { readonly raw: Readonly<Record<string, unknown>>; readonly symbols: Section['symbols'] },
  context: SectionContext,
): boolean {
  let right = true;
  for (const { key, value } of entries) {
    const field = fields[key];
    const validator = validators[name]?.[key];
    if (!field || !validator) throw new Error(`no validator for ${name} ${key}: run npm run generate`);
    if (!Object.hasOwn(raw, key) || validator(raw[key])) continue;
    right = false;
    const paths = (validator.errors ?? []).map(({ instancePath }) => instancePath.split('/').slice(1));
    const deepest = paths.reduce((deep, path) => (path.length > deep.length ? path : deep), []);
    const symbol = symbols.get([key, ...deepest].join('/')) ?? symbols.get(key);
    const { names } = context;
    const at = symbol && typeof names === 'object' ? (writtenAt(symbol, names) ?? mainPlace(symbol, names)) : undefined;
    const computed = at !== undefined && symbol?.type !== 'name';
    reportWrongValue(key, field, { tree: follow(value, deepest), raw: raw[key], at, computed }, context);
  }
  return right;
}

function follow(tree: Tree, path: readonly string[]): Tree {
  const [first, ...rest] = path;
  const inner =
    first === undefined
      ? undefined
      : tree.type === 'list'
        ? tree.items[Number(first)]
        : tree.type === 'map'
          ? entryOf(tree, first)?.value
          : undefined;
  return inner ? follow(inner, rest) : tree;
}

interface WrongValue {
  readonly tree: Tree;
  /** The whole value of the field. */
  readonly raw: unknown;
  /** Where an expression has its value from. */
  readonly at: WrittenAt | undefined;
  /** The expression does more than to name it. */
  readonly computed: boolean;
}

function reportWrongValue(
  key: string,
  field: Field<unknown>,
  { tree, raw, at, computed }: WrongValue,
  context: SectionContext,
): void {
  const { guess, fixes } = typeof raw === 'string' ? guessValue(raw, field, tree) : { guess: undefined, fixes: [] };
  const evaluated =
    isExpression(tree) && !Array.isArray(raw) ? ` = ${typeof raw === 'string' ? formatValue(raw) : String(raw)}` : '';
  const found = `${describeTree(tree)}${evaluated}`;
  const tooBig =
    typeof raw === 'number' && raw > LARGEST_SIZE && field.schema.maximum !== raw ? ` and at most ${LARGEST_SIZE}` : '';
  const args = { key, expected: `${field.expected}${tooBig}`, found, nearest: guess };
  const { report, title, uses = [] } = context;
  if (!at) {
    report.add('schema/value', tree.span, args, { fixes: isExpression(tree) ? [] : fixes, uses });
    return;
  }
  const notes = [{ message: `${title} takes it here`, span: tree.span }];
  const source = at.source && { span: at.source.span, uses: at.source.uses, blamed: true };
  const cause = computed ? { span: tree.span, uses } : source;
  const mended = typeof raw === 'string' && !computed ? guessValue(raw, field, at).fixes : [];
  const details = { notes, uses: at.uses, fixes: mended, cause, blamed: !computed };
  report.add('schema/value', at.span, args, details);
}

/** What a text most likely means: a word that the field knows, or a number that stands in quotes. */
function guessValue(raw: string, { schema }: Field<unknown>, { span }: { readonly span: Span }): Guess {
  const options = [schema, ...((schema.anyOf ?? []) as { readonly type?: string; readonly enum?: string[] }[])];
  const words = options.flatMap((option) => (option.type === 'boolean' ? ['true', 'false'] : (option.enum ?? [])));
  const isNumber = options.some(({ type }) => type === 'integer' || type === 'number') && /^-?\d+(?:\.\d+)?$/.test(raw);
  return isNumber ? { guess: raw, fixes: [replacement(span, raw)] } : guessWord({ text: raw, span }, words as string[]);
}

function normalise(fields: Fields, raw: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).map(([key, field]) => {
      const value = Object.hasOwn(raw, key) ? raw[key] : field.default;
      return [key, value === undefined ? undefined : field.normalise(value)];
    }),
  );
}
