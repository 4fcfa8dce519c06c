import type { Report } from '../../diagnostics/report';
import type { Span } from '../../diagnostics/source';
import { closest } from '../../schema/closest';
import { isKind, type Kind, layerOf } from '../../schema/kinds';
import { itemWords, siblings } from '../../schema/words';
import type { BranchItem, BrokenItem, ItemAst, LayerItem, PathAst, UseItem, Word } from '../ast';
import { describeTree, type Entry, entryOf, isExpression, type ListTree, type MapTree, type Tree } from '../tree';
import { checkExpressions } from './evaluate-tree';
import { type Beside, readBeside } from './read-beside';
import { readLayer } from './read-layer';
import { readSection, replacement } from './read-section';
import { nameOf, wordOf } from './words';

/** What items may refer to where they stand: undefined outside of blocks, where no parameters are known. */
export interface ItemContext {
  readonly report: Report;
  readonly parameters: ReadonlySet<string>;
  /** Names of blocks, for who writes one as if it were a kind. */
  readonly blocks: ReadonlySet<string>;
}

/** A list of items -> their forms. Every item gives one, so that wiring can be checked around a broken one. */
export function validateItems(list: ListTree, context: ItemContext): ItemAst[] {
  return list.items.map((tree) => validateItem(tree, context));
}

function validateItem(tree: Tree, context: ItemContext): ItemAst {
  if (tree.type === 'broken') return broken(tree.span);
  if (tree.type === 'scalar' && typeof tree.value === 'string') {
    return validateWord({ text: tree.value, span: tree.span }, context);
  }
  if (tree.type === 'map') return validateMap(tree, context);
  const found = describeTree(tree);
  context.report.add('schema/shape-of', tree.span, { what: 'an item of `layers`', expected: 'a word or a map', found });
  return broken(tree.span);
}

/** A bare word; a misspelt one is read as the kind that it most likely means. */
function validateWord(word: Word, context: ItemContext): ItemAst {
  if (!isKind(word.text) && context.blocks.has(word.text)) return blockAsKind(word, context.report);
  const kind = isKind(word.text) ? word.text : wordBesideKinds(word, context.report);
  return kind !== undefined && isKind(kind)
    ? validateLayer(kind, word, undefined, undefined, context)
    : broken(word.span, word);
}

/** `- stem` where `- use: stem` is meant. */
function blockAsKind(word: Word, report: Report): ItemAst {
  const use = `use: ${word.text}`;
  const args = { word: word.text, nearest: use, known: itemWords };
  report.add('schema/unknown-kind', word.span, args, { fixes: [replacement(word.span, use)] });
  return { type: 'use', block: word, arguments: [], name: undefined, from: undefined, word, expect: undefined };
}

function wordBesideKinds(word: Word, report: Report): string | undefined {
  if (word.text === 'branch') {
    report.add('wiring/empty-branch', word.span, {});
  } else if (word.text === 'use') {
    report.add('schema/missing', word.span, { key: 'use', in: 'this item', expected: 'the name of a block' });
  } else {
    return reportUnknownKind(word, report);
  }
  return undefined;
}

function validateMap(tree: MapTree, context: ItemContext): ItemAst {
  const found = tree.entries.filter((entry) => itemWords.includes(entry.key));
  const [first, second] = found;
  if (second && first) {
    context.report.add('schema/two-kinds', second.keySpan, { found: found.map((entry) => entry.key) });
    return broken(first.keySpan, { text: first.key, span: first.keySpan }, tree, context);
  }
  const entry = first ?? misspeltKind(tree, context);
  if (!entry) return broken(tree.span, undefined, tree, context);
  const beside = readBeside(tree, entry, context.report);
  const word: Word = { text: entry.key, span: entry.keySpan };
  if (entry.key === 'branch') return validateBranch(entry, word, beside.tree, context);
  if (entry.key === 'use') return validateUse(entry, word, beside, context);
  return isKind(entry.key) ? validateLayer(entry.key, word, entry.value, beside, context) : broken(entry.keySpan);
}

/** The entry that was meant to be the kind, under the name that it most likely means; an item without any is reported as such. */
function misspeltKind(tree: MapTree, { report }: ItemContext): Entry | undefined {
  const unknown = tree.entries.find((entry) => !siblings.some((sibling) => sibling === entry.key));
  if (unknown) {
    const guess = reportUnknownKind({ text: unknown.key, span: unknown.keySpan }, report);
    return guess === undefined ? undefined : { ...unknown, key: guess };
  }
  const lone = entryOf(tree, 'with');
  if (lone) report.add('blocks/with-without-use', lone.keySpan, {});
  else
    report.add('schema/no-kind', tree.entries[0]?.keySpan ?? tree.span, {
      found: tree.entries.map((entry) => entry.key),
    });
  return undefined;
}

function reportUnknownKind(word: Word, report: Report): string | undefined {
  const guess = closest(word.text, itemWords);
  const fixes = guess === undefined ? [] : [replacement(word.span, guess)];
  report.add('schema/unknown-kind', word.span, { word: word.text, nearest: guess, known: itemWords }, { fixes });
  return guess;
}

function validateLayer(
  kind: Kind,
  word: Word,
  value: Tree | undefined,
  beside: Beside | undefined,
  context: ItemContext,
): ItemAst {
  const { report } = context;
  const tree = beside?.tree;
  const plain = {
    name: nameOf(tree, 'a layer', report),
    from: validateFrom(tree, report),
    word,
    expect: validateExpect(tree, context),
  };
  if (value?.type === 'broken') return { type: 'broken', ...plain };
  const empty = value === undefined || (value.type === 'scalar' && value.value === null);
  if (!empty && value.type !== 'map') {
    const expected = `a map of attributes, such as \`${kind}: { ${exampleOf(kind)} }\``;
    report.add('schema/shape-of', value.span, { what: `\`${kind}\``, expected, found: describeTree(value) });
    return { type: 'broken', ...plain };
  }
  const attributes = withMisplaced(value?.type === 'map' ? value : undefined, beside);
  readLayer(kind, attributes, { report, kindSpan: word.span, names: 'later' });
  if (attributes) checkAllExpressions(attributes, context);
  return { type: 'layer', kind, attributes, ...plain } satisfies LayerItem;
}

/** The attributes, with those that stand beside the kind by mistake. */
function withMisplaced(attributes: MapTree | undefined, beside: Beside | undefined): MapTree | undefined {
  if (!beside || beside.misplaced.length === 0) return attributes;
  const own = attributes?.entries ?? [];
  const others = beside.misplaced.filter(({ key }) => !own.some((entry) => entry.key === key));
  return { type: 'map', span: attributes?.span ?? beside.tree.span, entries: [...own, ...others] };
}

function exampleOf(kind: Kind): string {
  const [required] = Object.entries(layerOf(kind).fields).filter(([, field]) => field.required);
  const [any] = Object.entries(layerOf(kind).fields);
  const key = (required ?? any)?.[0];
  return key === undefined ? '' : `${key}: ...`;
}

/** Syntax and names of the expressions in a value, however deep. */
export function checkAllExpressions(tree: Tree, context: ItemContext): void {
  if (tree.type === 'map') for (const entry of tree.entries) checkAllExpressions(entry.value, context);
  else if (tree.type === 'list') for (const item of tree.items) checkAllExpressions(item, context);
  else if (isExpression(tree)) checkExpressions(tree, context.parameters, context.report);
}

function validateUse(
  entry: Entry,
  word: Word,
  { tree, misplaced }: Beside,
  context: ItemContext,
): UseItem | BrokenItem {
  const { report } = context;
  const plain = {
    name: nameOf(tree, 'a block in use', report),
    from: validateFrom(tree, report),
    word,
    expect: validateExpect(tree, context),
  };
  const block = wordOf(entry.value, '`use`', 'the name of a block', report);
  const given = entryOf(tree, 'with')?.value;
  const arguments_ = [...(given?.type === 'map' ? given.entries : []), ...misplaced];
  if (given && given.type !== 'map' && given.type !== 'broken') {
    report.add('schema/shape-of', given.span, {
      what: '`with`',
      expected: 'a map from parameters to values',
      found: describeTree(given),
    });
  }
  for (const argument of arguments_) checkAllExpressions(argument.value, context);
  return block ? { type: 'use', block, arguments: arguments_, ...plain } : { type: 'broken', ...plain };
}

function validateBranch(entry: Entry, word: Word, tree: MapTree, context: ItemContext): BranchItem | BrokenItem {
  const from = validateFrom(tree, context.report);
  const { value } = entry;
  if (value.type !== 'map' || value.entries.length === 0) {
    if (value.type !== 'broken')
      context.report.add('wiring/empty-branch', value.type === 'map' ? value.span : word.span, {});
    return { type: 'broken', word, from, name: undefined };
  }
  return { type: 'branch', word, from, paths: value.entries.map((path) => validatePath(path, context)) };
}

function validatePath({ key, keySpan, value }: Entry, context: ItemContext): PathAst {
  const name = nameOf({ type: 'scalar', value: key, written: key, span: keySpan }, 'a path', context.report) ?? {
    text: key,
    span: keySpan,
  };
  if (value.type === 'list') return { name, items: validateItems(value, context) };
  if (value.type !== 'broken')
    context.report.add('wiring/no-path', value.type === 'scalar' && value.value === null ? keySpan : value.span, {
      path: key,
      found: describeTree(value),
    });
  return { name, items: [broken(value.span)] };
}

/** The names in `from`; none where it has been reported, and undefined where there is no `from`. */
function validateFrom(tree: MapTree | undefined, report: Report): readonly Word[] | undefined {
  const value = tree && entryOf(tree, 'from')?.value;
  if (!value) return undefined;
  const expected = 'a name, or a list of names';
  const trees = value.type === 'list' && value.items.length > 0 ? value.items : [value];
  const words = trees.map((item) => wordOf(item, '`from`', expected, report));
  return words.every((word) => word !== undefined) ? words : [];
}

function validateExpect(tree: MapTree | undefined, { report }: ItemContext): MapTree | undefined {
  const value = tree && entryOf(tree, 'expect')?.value;
  if (!value || value.type === 'broken') return undefined;
  if (value.type !== 'map') {
    report.add('schema/shape-of', value.span, {
      what: '`expect`',
      expected: 'a map, such as `{ height: 12, width: 12, channels: 88 }`',
      found: describeTree(value),
    });
    return undefined;
  }
  readSection('expect', value, { report, title: '`expect`', titleSpan: value.span, names: 'later' });
  return value;
}

function broken(span: Span, word?: Word, tree?: MapTree, context?: ItemContext): BrokenItem {
  return {
    type: 'broken',
    word: word ?? { text: '', span },
    name: tree && context && nameOf(tree, 'a layer', context.report),
    from: undefined,
  };
}
