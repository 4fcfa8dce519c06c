import type { Report } from '../../diagnostics/report';
import { makeSource, type Span } from '../../diagnostics/source';
import { isRational, type Value } from '../../expression/ast';
import { parseRational } from '../../expression/rational';
import { closest } from '../../schema/closest';
import { parameterProblem } from '../../schema/words';
import type { Lets } from '../let-values';
import { describeTree, type Entry, isExpression, type Tree } from '../tree';
import { checkExpressions, evaluateTree } from './evaluate-tree';
import { literalValue } from './validate-parameters';

/** What `--set name=value` says, by name. */
export type Settings = ReadonlyMap<string, string>;

/**
 * `let:` of the file and of those that it includes -> the value of each name. A value may use the names above it; `settings` win over
 * what is written.
 */
export function validateLets(trees: readonly (Tree | undefined)[], settings: Settings, report: Report): Lets {
  const lets = new Map<string, Value>();
  const places = new Map<string, Span>();
  for (const tree of trees) {
    if (!tree || tree.type === 'broken') continue;
    if (tree.type !== 'map') {
      const expected = 'a map from names to values';
      report.add('schema/shape-of', tree.span, { what: '`let`', expected, found: describeTree(tree) });
      continue;
    }
    for (const entry of tree.entries) {
      const { key, keySpan } = entry;
      const other = places.get(key);
      places.set(key, other ?? keySpan);
      const problem = parameterProblem(key);
      if (problem) report.add(problem, keySpan, { name: key, what: 'a value' });
      else if (other) reportTwice(key, keySpan, other, report);
      else {
        const value = settle(entry, lets, places, settings, report);
        if (value !== undefined) lets.set(key, value);
      }
    }
  }
  refuseUnknownSettings(settings, places, report);
  const complete = [...places.keys()].every((name) => lets.has(name));
  return { values: complete ? lets : 'later', names: new Set(places.keys()) };
}

function reportTwice(name: string, span: Span, other: Span, report: Report): void {
  const notes = [{ message: 'the other one', span: other }];
  report.add('names/clash', span, { what: 'value', name, file: other.source.file }, { notes });
}

function settle(
  { key, value: tree }: Entry,
  lets: ReadonlyMap<string, Value>,
  places: ReadonlyMap<string, Span>,
  settings: Settings,
  report: Report,
): Value | undefined {
  // Below a value that is wrong, and reported, an expression is only read.
  if (isExpression(tree) && lets.size < places.size - 1) {
    checkExpressions(tree, new Set(places.keys()), report);
    return undefined;
  }
  const written = isExpression(tree) ? evaluateTree(tree, lets, report)?.value : literalValue(tree);
  if (written === undefined) {
    if (!isExpression(tree) && tree.type !== 'broken') {
      const expected = 'a number, a text, `true` or `false`';
      report.add('schema/value', tree.span, { key, expected, found: describeTree(tree) });
    }
    return undefined;
  }
  const setting = settings.get(key);
  if (setting === undefined) return written;
  const value = readSetting(setting);
  if (typeName(value) === typeName(written)) return value;
  report.add('let/set-type', tree.span, { name: key, expected: typeName(written), found: setting });
  return undefined;
}

/** A value on the command line: a number, `true`, `false`, or else a text. */
function readSetting(text: string): Value {
  if (text === 'true' || text === 'false') return text === 'true';
  return parseRational(text) ?? text;
}

function typeName(value: Value): string {
  if (isRational(value)) return 'a number';
  return typeof value === 'string' ? 'a text' : '`true` or `false`';
}

/** What no `let` declares stands on the command line alone: it is shown there. */
function refuseUnknownSettings(settings: Settings, places: ReadonlyMap<string, Span>, report: Report): void {
  const known = [...places.keys()];
  for (const [name, value] of settings) {
    if (places.has(name)) continue;
    const source = makeSource('--set', `${name}=${value}`);
    const span = { source, start: 0, end: name.length };
    report.add('let/unknown-setting', span, { name, nearest: closest(name, known), known });
  }
}
