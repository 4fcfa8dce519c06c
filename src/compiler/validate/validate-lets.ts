import { nearest } from '../../diagnostics/nearest';
import { type Report, silent } from '../../diagnostics/report';
import { lineOf, makeSource, type Span } from '../../diagnostics/source';
import { isScalar, type Value } from '../../expression/ast';
import { formatValue } from '../../expression/evaluate';
import { parseRational } from '../../expression/rational';
import type { BindingLocation } from '../../graph/locations';
import { isMisspeltBoolean } from '../../schema/guess-word';
import { parameterProblem } from '../../schema/words';
import { environmentOf, type Lets, UNKNOWN } from '../environment';
import { checkExpressions, namesInTree } from '../read/evaluate-tree';
import { evaluateValue, literalValue, typeName, VALUE_WORDS } from '../read/parameter-value';
import { readNamed } from '../read/read-named';
import { isNothing } from '../read/read-plain';
import { reportMisspeltBoolean } from '../read/report-misspelt-boolean';
import { parse } from '../yaml/parse';
import {
  describeTree,
  type Entry,
  expressionsIn,
  holdsExpression,
  isExpression,
  itemPlaces,
  type Tree,
} from '../yaml/tree';

/** The `--set name=value` settings, by name. */
export type Settings = ReadonlyMap<string, string>;

/** Values that override written ones: those that a spec passes to its includes, and, above all, `--set`. */
export interface Overrides {
  readonly given: ReadonlyMap<string, Entry>;
  readonly settings: Settings;
}

interface Reading {
  readonly lets: Map<string, Value>;
  readonly places: Map<string, Span>;
  /** Where the effective value is written. */
  readonly written: Map<string, BindingLocation>;
  /** Names whose values were changed on the command line. */
  readonly changed: Set<string>;
  readonly overrides: Overrides;
  readonly report: Report;
}

/**
 * `let:` of the included files, then of the spec itself -> the value of each name. A value can use the names above it;
 * `overrides` replace written values.
 */
export function validateLets(
  included: readonly (Tree | undefined)[],
  own: Tree | undefined,
  overrides: Overrides,
  report: Report,
): Lets {
  const written = new Map<string, BindingLocation>();
  const reading: Reading = { lets: new Map(), places: new Map(), written, changed: new Set(), overrides, report };
  for (const tree of included) readLets(tree, reading);
  refuseUnknownGiven(reading);
  readLets(own, { ...reading, overrides: { ...overrides, given: new Map() } });
  refuseUnknownSettings(overrides.settings, reading.places, report);
  const { lets, places, changed } = reading;
  const complete = [...places.keys()].every((name) => lets.has(name));
  return {
    values: complete ? environmentOf(lets, written) : UNKNOWN,
    names: new Set(places.keys()),
    changed: [...changed],
  };
}

const LETS = {
  what: '`let`',
  expected: 'a map from names to values',
  example: 'let: { width: 8 }',
  lone: 'unknown',
} as const;

function readLets(tree: Tree | undefined, reading: Reading): void {
  const { places, lets, written, report } = reading;
  if (!tree || tree.type === 'broken' || isNothing(tree)) return;
  const named = readNamed(tree, LETS, report);
  if (!named) return;
  const byKey = new Map(named.entries.map((entry) => [entry.key, entry]));
  for (const entry of named.entries) {
    const { key, keySpan } = entry;
    const other = places.get(key);
    places.set(key, other ?? keySpan);
    const problem = parameterProblem(key);
    if (problem) report.add(problem, keySpan, { name: key, what: 'a value' });
    else if (other) reportTwice(key, keySpan, other, report);
    else if (!usesBelow(entry, byKey, reading)) {
      const value = settle(entry, reading);
      if (value === undefined) continue;
      lets.set(key, value);
      const tree = (reading.overrides.given.get(key) ?? entry).value;
      written.set(key, {
        span: tree.span,
        type: 'let',
        name: key,
        uses: [],
        items: reading.changed.has(key) ? undefined : itemPlaces(tree),
      });
    }
  }
}

/** Reports a value that uses one declared below it. */
function usesBelow(
  { key, keySpan, value }: Entry,
  entries: ReadonlyMap<string, Entry>,
  { places, report }: Reading,
): boolean {
  const names = expressionsIn(value).flatMap(namesInTree);
  const [later] = names.flatMap(({ name }) => (places.has(name) ? [] : (entries.get(name) ?? [])));
  if (!later || later.keySpan.start <= keySpan.start) return false;
  report.add('let/defined-below', value.span, { name: key, uses: later.key, line: lineOf(later.keySpan) });
  return true;
}

function reportTwice(name: string, span: Span, other: Span, report: Report): void {
  const notes = [{ message: 'first declared here', span: other }];
  report.add('names/clash', span, { what: 'value', name, file: other.source.file }, { notes });
}

function settle(
  entry: Entry,
  { lets, written: locations, places, changed, overrides, report }: Reading,
): Value | undefined {
  const { key, value: tree } = entry;
  // After a reported error in a value, later expressions are only parsed.
  if (holdsExpression(tree) && lets.size < places.size - 1) {
    for (const text of expressionsIn(tree)) checkExpressions(text, new Set(places.keys()), report);
    return undefined;
  }
  const written = evaluateValue(tree, environmentOf(lets, locations), report)?.value;
  if (written === undefined) {
    if (!holdsExpression(tree) && tree.type !== 'broken')
      report.add('schema/value', tree.span, { key, expected: VALUE_WORDS, found: describeTree(tree) });
    return undefined;
  }
  const given = overrides.given.get(key);
  const value = given ? givenValue(given, tree, written, report) : written;
  const setting = overrides.settings.get(key);
  if (value === undefined || setting === undefined) return value;
  const set = readSetting(setting);
  if (typeName(set) === typeName(value)) {
    if (formatValue(set) !== formatValue(value)) changed.add(key);
    return set;
  }
  report.add('let/set-type', tree.span, { name: key, expected: typeName(written), found: setting });
  return undefined;
}

/** The `with` values of an included file. */
function givenValue({ key, value: tree }: Entry, standard: Tree, written: Value, report: Report): Value | undefined {
  if (tree.type === 'broken') return undefined;
  const value = isExpression(tree) ? undefined : literalValue(tree);
  if (isMisspeltBoolean(written, value)) {
    const { span } = standard;
    reportMisspeltBoolean({ key, text: String(written), found: describeTree(standard), span }, report);
    return value;
  }
  if (value !== undefined && typeName(value) === typeName(written)) return value;
  report.add('include/value-type', tree.span, { name: key, expected: typeName(written), found: describeTree(tree) });
  return undefined;
}

/** A value on the command line: a number, `true`, `false`, a list or map as in YAML, or otherwise a text. */
function readSetting(text: string): Value {
  const tree = /^[[{]/.test(text) ? parse(makeSource('--set', text), silent)?.tree : undefined;
  const value = tree && literalValue(tree);
  if (value !== undefined && !isScalar(value)) return value;
  if (text === 'true' || text === 'false') return text === 'true';
  return parseRational(text) ?? text;
}

function refuseUnknownGiven({ places, overrides, report }: Reading): void {
  const known = [...places.keys()];
  for (const [name, { keySpan }] of overrides.given) {
    if (!places.has(name)) report.add('include/unknown-value', keySpan, { name, nearest: nearest(name, known), known });
  }
}

/** A setting that no `let` declares is located on the command line. */
function refuseUnknownSettings(settings: Settings, places: ReadonlyMap<string, Span>, report: Report): void {
  const known = [...places.keys()];
  for (const [name, value] of settings) {
    if (places.has(name)) continue;
    const source = makeSource('--set', `${name}=${value}`);
    const span = { source, start: 0, end: name.length };
    report.add('let/unknown-setting', span, { name, value, nearest: nearest(name, known), known });
  }
}
