import { replacement } from '../../diagnostics/replacement';
import { type Span, textOf } from '../../diagnostics/source';
import { axes } from '../../dimensions/axis';
import { explainDimension } from '../../dimensions/explain-dimension';
import type { Expression } from '../../expression/ast';
import { formatValue } from '../../expression/evaluate';
import type { BindingLocation, Formula } from '../../graph/locations';
import { type Field, type Fields, LARGEST_SIZE } from '../../schema/field';
import { type Guess, NOTHING } from '../../schema/guess';
import { guessValue } from '../../schema/guess-foreign';
import { findMismatch, type Path, type ValueSchema } from '../../schema/value-schema';
import { slipOf } from '../../schema/value-slip';
import { INCOMING } from '../../schema/words';
import { mainPlace, writtenAt } from '../environment';
import { describeTree, type Entry, entryOf, isExpression, type Tree } from '../yaml/tree';
import type { SectionContext } from './section-context';

/** The values of a section, as far as they could be evaluated. */
interface Evaluated {
  /** By key; without values that contain an error or are not yet known. */
  readonly raw: ReadonlyMap<string, unknown>;
  /** Expressions that gave whole values, by path. */
  readonly symbols: ReadonlyMap<string, Expression>;
  /** How values are computed from sizes, by path. */
  readonly formulas: ReadonlyMap<string, Formula>;
}

/** Reports at most one error per entry, at the innermost wrong part; returns false if there was one. */
export function reportWrongValues(
  fields: Fields,
  entries: readonly Entry[],
  { raw, symbols, formulas }: Evaluated,
  context: SectionContext,
): boolean {
  let right = true;
  for (const { key, value } of entries) {
    const field = fields[key];
    if (!field || !raw.has(key)) continue;
    const path = findMismatch(field.schema, raw.get(key));
    if (!path) continue;
    right = false;
    const inner = [key, ...path].join('/');
    const symbol = symbols.get(inner) ?? symbols.get(key);
    const { names } = context;
    // The names in a comparison are not to blame for its being no number.
    const isCondition = typeof raw.get(key) === 'boolean' && symbol?.type !== 'name';
    const at = symbol && names && !isCondition ? (writtenAt(symbol, names) ?? mainPlace(symbol, names)) : undefined;
    const computed = at !== undefined && symbol?.type !== 'name';
    const formula = formulas.get(inner) ?? formulas.get(key) ?? at?.formula;
    reportWrongValue(key, field, { tree: follow(value, path), raw: raw.get(key), at, computed, formula }, context);
  }
  return right;
}

/** The part of a tree at a path, or the last existing part of the path. */
function follow(tree: Tree, [first, ...rest]: Path): Tree {
  const inner =
    tree.type === 'list' && typeof first === 'number'
      ? tree.items[first]
      : tree.type === 'map' && typeof first === 'string'
        ? entryOf(tree, first)?.value
        : undefined;
  return inner ? follow(inner, rest) : tree;
}

interface WrongValue {
  readonly tree: Tree;
  /** The whole value of the field. */
  readonly raw: unknown;
  /** Where the value of an expression was written. */
  readonly at: BindingLocation | undefined;
  /** The expression does more than name a value. */
  readonly computed: boolean;
  readonly formula: Formula | undefined;
}

/** A plain value as in YAML. */
function plainText(raw: unknown): string {
  if (typeof raw === 'string') return formatValue(raw);
  if (Array.isArray(raw)) return `[${raw.map(plainText).join(', ')}]`;
  if (typeof raw !== 'object' || raw === null) return String(raw);
  return `{ ${Object.entries(raw)
    .map(([key, value]) => `${key}: ${plainText(value)}`)
    .join(', ')} }`;
}

function reportWrongValue(
  key: string,
  field: Field<unknown>,
  { tree, raw, at, computed, formula }: WrongValue,
  context: SectionContext,
): void {
  const meant = isExpression(tree) ? undefined : expressionMeant(raw, context.declared);
  const { guess, fixes, help } = meant
    ? { ...NOTHING, help: `write \`${meant}\``, fixes: [replacement(tree.span, meant)] }
    : isExpression(tree) && typeof raw !== 'string'
      ? { ...NOTHING, help: roundingOf(key, raw, field, tree.span) }
      : guessPlain(key, raw, field, tree);
  const evaluated = isExpression(tree) && !Array.isArray(raw) ? ` = ${plainText(raw)}` : '';
  const found = `${describeTree(tree)}${evaluated}`;
  const bounded = optionsOf(field.schema).some((option) => 'maximum' in option && option.maximum === LARGEST_SIZE);
  const tooBig = bounded && typeof raw === 'number' && raw > LARGEST_SIZE ? ` and at most ${LARGEST_SIZE}` : '';
  const args = { key, expected: `${field.expected}${tooBig}`, found, nearest: guess };
  const { report, title, uses = [] } = context;
  const sizes = formula?.operands.flatMap((size) => explainDimension(size, size.axis)) ?? [];
  if (!at) {
    report.add('schema/value', tree.span, args, { notes: sizes, fixes: isExpression(tree) ? [] : fixes, help, uses });
    return;
  }
  const notes = [{ message: `${title} uses it here`, span: tree.span }, ...sizes];
  const source = at.source && { span: at.source.span, uses: at.source.uses, blamed: true };
  const cause = computed ? { span: tree.span, uses } : source;
  const guessed = typeof raw === 'string' && !computed ? guessOf(key, raw, field, at) : NOTHING;
  const details = {
    notes,
    uses: at.uses,
    fixes: guessed.fixes,
    cause,
    blamed: !computed,
    help:
      roundingOf(key, raw, field, at.span) ??
      roundingOf(key, raw, field, tree.span) ??
      (computed ? undefined : (forgottenBraces(raw, context) ?? guessed.help)),
  };
  report.add('schema/value', at.span, args, details);
}

function guessPlain(key: string, raw: unknown, field: Field<unknown>, tree: Tree): Guess {
  const isWord = typeof raw === 'string' || typeof raw === 'boolean';
  const guess = isWord ? guessOf(key, String(raw), field, tree) : NOTHING;
  if (guess.guess !== undefined || guess.help !== undefined) return guess;
  const map = isPlainMap(raw) ? guessMap(key, raw, field, tree) : NOTHING;
  return map.help === undefined ? guessSlip(key, raw, field, tree) : map;
}

/** The value that a map such as `{ type: gaussian, std: 0.01 }` or `{ kaiming_normal: { mode: fan_in } }` stands for. */
function guessMap(key: string, map: PlainMap, { schema }: Field<unknown>, { span }: Tree): Guess {
  const options = optionsOf(schema);
  const forms = options.flatMap((option) => ('properties' in option ? Object.keys(option.properties) : []));
  const words = options.flatMap((option) => ('enum' in option ? option.enum : []));
  const { type, name, class_name: className } = map;
  const text = type ?? name ?? className ?? Object.keys(map)[0];
  if (typeof text !== 'string' || forms.length === 0) return NOTHING;
  const known = [...words, ...forms];
  const { guess, help } = known.includes(text)
    ? { guess: text, help: undefined }
    : guessValue({ text, span }, known, key);
  if (guess === undefined) return { ...NOTHING, help };
  if (!forms.includes(guess)) return { ...NOTHING, help: help ?? `write \`${guess}\`` };
  return { ...NOTHING, help: `write \`${key}: { ${guess}: ${numberUnder(map) ?? '...'} }\`` };
}

type PlainMap = Readonly<Record<string, unknown>>;

function isPlainMap(value: unknown): value is PlainMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The width of a distribution, or the number of a constant. */
function numberUnder(map: PlainMap): number | undefined {
  const numbers = Object.entries(map).map(([key, value]) => {
    if (isPlainMap(value)) return numberUnder(value);
    return typeof value === 'number' && !/^(?:mean|seed|a|min.*|low)$/.test(key) ? value : undefined;
  });
  return numbers.find((number) => number !== undefined);
}

/** The expression that a text such as `w`, `$w` or `{{ 2 * w }}` stands for, if it names only declared values. */
function expressionMeant(raw: unknown, declared: ReadonlySet<string> | undefined): string | undefined {
  if (typeof raw !== 'string' || !declared || raw.length > MAXIMUM_NAMES) return undefined;
  const code = raw.replace(/^[$%]?\{*\s*/, '').replace(/\s*\}*%?$/, '');
  const names = code.match(/[A-Za-z_][\w.]*/g) ?? [];
  const isCode =
    /^[\w\s.+*/()-]+$/.test(code) && names.length > 0 && names.every((name) => declared.has(name) || isIncoming(name));
  return isCode ? `"\${${code}}"` : undefined;
}

/** For a value such as `width * 2` of `let`, which an expression only names. */
function forgottenBraces(raw: unknown, { declared, names }: SectionContext): string | undefined {
  const meant = expressionMeant(raw, declared ?? new Set(names?.values.keys()));
  return meant && `write \`${meant}\``;
}

function isIncoming(name: string): boolean {
  return axes.some((axis) => name === `${INCOMING}.${axis}`);
}

/** Longer texts are not expressions that were written without braces. */
const MAXIMUM_NAMES = 100;

/** The intended value of what is written, if it is a habit of another language or format. */
function guessSlip(key: string, raw: unknown, { schema, required }: Field<unknown>, tree: Tree): Guess {
  const value = tree.type === 'scalar' ? tree.value : raw;
  const slip = slipOf({ key, value, schema, optional: !required });
  if (slip?.write === undefined) return { ...NOTHING, help: slip?.help };
  return { guess: slip.write, fixes: [replacement(tree.span, slip.write)] };
}

/** A whole number is needed, and an expression gives a fraction. */
function roundingOf(key: string, raw: unknown, { schema }: Field<unknown>, span: Span): string | undefined {
  const isFraction = typeof raw === 'number' && !Number.isInteger(raw);
  const needsWhole = optionsOf(schema).some((option) => isOf(option, 'integer'));
  const code = /^["']?\$\{([^{}]*)\}["']?$/.exec(textOf(span))?.[1];
  // Half of a kernel is its padding, and that of an odd kernel is rounded down.
  const round = key === 'padding' ? 'floor' : 'round';
  return isFraction && needsWhole && code !== undefined ? `round it: \`"\${${round}(${code})}"\`` : undefined;
}

/** The intended value of a text: a word that the field accepts, or a number in quotes. */
function guessOf(key: string, raw: string, { schema }: Field<unknown>, { span }: { readonly span: Span }): Guess {
  const options = optionsOf(schema);
  const words = options.flatMap((option) => ('enum' in option ? option.enum : isOf(option, 'boolean') ? BOOLEANS : []));
  const isNumber = options.some((option) => isOf(option, 'integer', 'number')) && /^-?\d+(?:\.\d+)?$/.test(raw);
  return isNumber ? { guess: raw, fixes: [replacement(span, raw)] } : guessValue({ text: raw, span }, words, key);
}

const BOOLEANS = ['true', 'false'];

/** The alternatives of a schema. */
function optionsOf(schema: ValueSchema): readonly ValueSchema[] {
  return 'anyOf' in schema ? schema.anyOf : [schema];
}

function isOf(schema: ValueSchema, ...types: readonly string[]): boolean {
  return 'type' in schema && types.includes(schema.type);
}
