import type { Span } from '../../diagnostics/source';
import { overWords, repeatFields, repeatKeys } from '../../schema/repeat';
import { splitFields } from '../../schema/split';
import { parameterProblem } from '../../schema/words';
import type { BranchItem, BrokenItem, ChosenItem, ItemAst, PathAst, RepeatItem, SideItem, UseItem } from '../ast';
import { UNKNOWN } from '../environment';
import { checkExpressions, checkSizedExpressions } from '../read/evaluate-tree';
import type { ItemContext } from '../read/item-context';
import { isNothing, readFrom, readPlain, readWhen } from '../read/read-plain';
import { readRepeatSettings, readSplitSettings } from '../read/settings';
import { recogniseKeys } from '../read/unknown-key';
import { keyOf, nameOf, wordOf } from '../read/words';
import {
  describeTree,
  type Entry,
  entryOf,
  isExpression,
  type ListTree,
  type MapTree,
  type Tree,
  type Word,
} from '../yaml/tree';
import type { Beside } from './read-beside';
import { checkAllExpressions } from './validate-layer';

/** Reads the items of a list inside a structure. */
type ReadItems = (list: ListTree, context: ItemContext) => ItemAst[];

/** An item that was reported, or of which an error left nothing. */
export function brokenItem(span: Span, word?: Word, tree?: MapTree, context?: ItemContext): BrokenItem {
  return {
    type: 'broken',
    word: word ?? { text: '', span },
    name: tree && context && nameOf(tree, 'a layer', context.report),
    from: undefined,
    when: undefined,
  };
}

/** `use: block`, or `use: "${block}"`, with its arguments. */
export function validateUse(
  entry: Entry,
  { tree, misplaced }: Beside,
  context: ItemContext,
): UseItem | ChosenItem | BrokenItem {
  const { report } = context;
  const word = keyOf(entry);
  const plain = { word, ...readPlain(tree, 'a block in use', context) };
  const block = wordOf(entry.value, '`use`', 'the name of a block', report);
  const given = entryOf(tree, 'with')?.value;
  const written = given?.type === 'map' ? given : undefined;
  const arguments_ = [...(written?.entries ?? []).map(passedOn), ...misplaced];
  const unread = given !== undefined && !written && !isNothing(given);
  if (unread && given.type !== 'broken') {
    const expected = 'a map from parameters to values';
    report.add('schema/shape-of', given.span, { what: '`with`', expected, found: describeTree(given) });
  }
  for (const argument of arguments_) checkAllExpressions(argument.value, context);
  if (!block || unread) return { type: 'broken', ...plain };
  if (!block.template) return { type: 'use', block, arguments: arguments_, ...plain };
  checkExpressions(block.template, context.parameters, report);
  const map: MapTree | undefined =
    arguments_.length > 0 ? { type: 'map', span: written?.span ?? block.span, entries: arguments_ } : undefined;
  return { type: 'chosen', choice: block.template, arguments: map, ...plain };
}

/** `with: { stride }` passes on the `stride` of this place. */
function passedOn(entry: Entry): Entry {
  const { key, keySpan, value } = entry;
  if (!isNothing(value)) return entry;
  return { key, keySpan, value: { type: 'scalar', value: `\${${key}}`, written: key, span: keySpan } };
}

/** `branch: { path: [...], ... }`, or `split` with its `axis` and `sizes`. */
export function validateBranch(
  entry: Entry,
  tree: MapTree,
  context: ItemContext,
  readItems: ReadItems,
): BranchItem | BrokenItem {
  const word = keyOf(entry);
  const plain = { word, from: readFrom(tree, context), when: readWhen(tree, context) };
  const { value } = entry;
  if (value.type !== 'map' || value.entries.length === 0) {
    if (value.type !== 'broken')
      context.report.add('wiring/empty-branch', value.type === 'map' ? value.span : word.span, {});
    return { type: 'broken', name: undefined, ...plain };
  }
  const split = entry.key === 'split' ? splitOf(tree, word, context) : undefined;
  const [only, second] = value.entries;
  if (only && !second) context.report.add('layers/one-path', only.keySpan, { path: only.key, structure: entry.key });
  const paths = value.entries.map((path) => validatePath(path, entry.key, context, readItems));
  return { type: 'branch', split, paths, ...plain };
}

function splitOf(tree: MapTree, word: Word, context: ItemContext): MapTree {
  const own = { ...tree, entries: tree.entries.filter(({ key }) => Object.hasOwn(splitFields, key)) };
  readSplitSettings(own, { report: context.report, titleSpan: word.span, names: UNKNOWN });
  checkAllExpressions(own, context);
  return own;
}

/** `[...]`, or in a `branch` also `{ when: ..., layers: [...] }`. */
function validatePath(
  { key, keySpan, value }: Entry,
  structure: string,
  context: ItemContext,
  readItems: ReadItems,
): PathAst {
  const name = { text: key, span: keySpan };
  nameOf({ type: 'scalar', value: key, written: key, span: keySpan }, 'a path', context.report);
  if (value.type === 'list') return { name, when: undefined, items: readItems(value, context) };
  if (value.type === 'map' && structure === 'branch' && (entryOf(value, 'layers') || entryOf(value, 'when'))) {
    const known = recogniseKeys(value, ['layers', 'when'], `path \`${key}\``, context.report);
    const layers = entryOf(known, 'layers')?.value;
    const when = readWhen(known, context);
    if (layers?.type === 'list') return { name, when, items: readItems(layers, context) };
  }
  if (value.type !== 'broken')
    context.report.add('wiring/no-path', value.type === 'scalar' && value.value === null ? keySpan : value.span, {
      path: key,
      found: describeTree(value),
      structure,
    });
  return { name, when: undefined, items: [brokenItem(value.span)] };
}

/** `repeat: { times: 4, as: i, layers: [...] }`, or `repeat: { over: [16, 32], as: width, layers: [...] }`. */
export function validateRepeat(
  entry: Entry,
  tree: MapTree,
  context: ItemContext,
  readItems: ReadItems,
): RepeatItem | BrokenItem {
  const { report } = context;
  const word = keyOf(entry);
  const plain = { word, ...readPlain(tree, 'a repeat', context) };
  const example = '{ times: 4, layers: [...] }';
  const settings = settingsOf(entry, example, context);
  if (!settings) return { type: 'broken', ...plain };
  const known = recogniseKeys(settings, [...Object.keys(repeatFields), ...repeatKeys], '`repeat`', report);
  readRepeatSettings(known, { report, titleSpan: word.span, names: UNKNOWN });
  const counted = readCount(known, word, context);
  const names = namesOf(entryOf(known, 'as')?.value, counted?.over !== undefined, context);
  const inner = { ...context, parameters: new Set([...context.parameters, ...names.map(({ text }) => text)]) };
  const items = layersOf(known, word, names.length > 0 ? inner : context, readItems);
  return items && counted
    ? { type: 'repeat', settings: known, over: counted.over, names, items, ...plain }
    : { type: 'broken', ...plain };
}

/** What the iterations are counted by: `times`, or a list to go over; undefined if neither could be read. */
function readCount(
  settings: MapTree,
  word: Word,
  context: ItemContext,
): { readonly over: Tree | undefined } | undefined {
  const { report } = context;
  const [times, over] = [entryOf(settings, 'times'), entryOf(settings, 'over')];
  if (times && over) report.add('schema/times-and-over', over.keySpan, {});
  else if (!times && !over) {
    const expected = 'the number of iterations; or `over`, a list to take items from';
    report.add('schema/missing', word.span, { key: 'times', in: '`repeat`', expected });
  }
  if (times && isExpression(times.value)) checkSizedExpressions(times.value, context);
  if (!over) return times && { over: undefined };
  if (over.value.type === 'broken') return undefined;
  checkAllExpressions(over.value, context);
  if (over.value.type === 'list' || isExpression(over.value)) return { over: over.value };
  report.add('schema/shape-of', over.value.span, { ...overWords, found: describeTree(over.value) });
  return undefined;
}

/** The names in `as`: one, or with `over` also a list for the parts of each item. */
function namesOf(tree: Tree | undefined, isOver: boolean, { report }: ItemContext): readonly Word[] {
  if (!tree || tree.type === 'broken') return [];
  const words = isOver && tree.type === 'list' && tree.items.length > 0 ? tree.items : [tree];
  const what = isOver ? 'an item' : 'a counter';
  return words.flatMap((item) => {
    const word = wordOf(item, '`as`', isOver ? 'a name, or a list of names' : 'a name', report);
    const problem = word && parameterProblem(word.text);
    if (problem) report.add(problem, word.span, { name: word.text, what });
    return word && !problem ? [word] : [];
  });
}

/** `side: { layers: [...] }`. */
export function validateSide(
  entry: Entry,
  tree: MapTree,
  context: ItemContext,
  readItems: ReadItems,
): SideItem | BrokenItem {
  const word = keyOf(entry);
  const plain = { word, ...readPlain(tree, 'a side path', context) };
  const settings = settingsOf(entry, '{ layers: [...] }', context);
  if (!settings) return { type: 'broken', ...plain };
  const known = recogniseKeys(settings, ['layers'], '`side`', context.report);
  const items = layersOf(known, word, context, readItems);
  return items ? { type: 'side', items, ...plain } : { type: 'broken', ...plain };
}

/** The map below a structure; undefined if an error was reported. */
function settingsOf({ key, value }: Entry, example: string, { report }: ItemContext): MapTree | undefined {
  if (value.type === 'map') return value;
  if (value.type !== 'broken') {
    const expected = `a map, such as \`${key}: ${example}\``;
    report.add('schema/shape-of', value.span, { what: `\`${key}\``, expected, found: describeTree(value) });
  }
  return undefined;
}

function layersOf(
  settings: MapTree,
  word: Word,
  context: ItemContext,
  readItems: ReadItems,
): readonly ItemAst[] | undefined {
  const layers = entryOf(settings, 'layers');
  if (layers?.value.type === 'list' && layers.value.items.length > 0) return readItems(layers.value, context);
  if (layers?.value.type !== 'broken')
    context.report.add('schema/empty-layers', layers?.keySpan ?? word.span, { in: `\`${word.text}\`` });
  return undefined;
}
