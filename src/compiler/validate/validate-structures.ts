import type { Span } from '../../diagnostics/source';
import { parameterProblem } from '../../schema/words';
import type { BranchItem, BrokenItem, ChosenItem, ItemAst, PathAst, RepeatItem, SideItem, UseItem } from '../ast';
import { UNKNOWN } from '../environment';
import { checkExpressions, checkSizedExpressions } from '../read/evaluate-tree';
import type { ItemContext } from '../read/item-context';
import { isNothing, readFrom, readPlain, readWhen } from '../read/read-plain';
import { readRepeatSettings } from '../read/settings';
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

/** An item without other keys. */
export const plainItem = {
  name: undefined,
  from: undefined,
  weights: undefined,
  when: undefined,
  expect: undefined,
  output: undefined,
} as const;

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
  const arguments_ = [...(written?.entries ?? []), ...misplaced];
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

/** `branch: { path: [...], ... }`. */
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
  return { type: 'branch', paths: value.entries.map((path) => validatePath(path, context, readItems)), ...plain };
}

function validatePath({ key, keySpan, value }: Entry, context: ItemContext, readItems: ReadItems): PathAst {
  const name = { text: key, span: keySpan };
  nameOf({ type: 'scalar', value: key, written: key, span: keySpan }, 'a path', context.report);
  if (value.type === 'list') return { name, items: readItems(value, context) };
  if (value.type !== 'broken')
    context.report.add('wiring/no-path', value.type === 'scalar' && value.value === null ? keySpan : value.span, {
      path: key,
      found: describeTree(value),
    });
  return { name, items: [brokenItem(value.span)] };
}

/** `repeat: { times: 4, as: i, layers: [...] }`. */
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
  const known = recogniseKeys(settings, ['times', 'as', 'layers'], '`repeat`', report);
  readRepeatSettings(known, { report, titleSpan: word.span, names: UNKNOWN });
  const times = entryOf(known, 'times')?.value;
  if (times && isExpression(times)) checkSizedExpressions(times, context);
  const counter = counterOf(entryOf(known, 'as')?.value, context);
  const inner = counter ? { ...context, parameters: new Set([...context.parameters, counter.text]) } : context;
  const items = layersOf(known, word, inner, readItems);
  return items && times ? { type: 'repeat', settings: known, counter, items, ...plain } : { type: 'broken', ...plain };
}

function counterOf(tree: Tree | undefined, { report }: ItemContext): Word | undefined {
  if (tree?.type !== 'scalar' || typeof tree.value !== 'string') return undefined;
  const problem = parameterProblem(tree.value);
  if (!problem) return { text: tree.value, span: tree.span };
  report.add(problem, tree.span, { name: tree.value, what: 'a counter' });
  return undefined;
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
