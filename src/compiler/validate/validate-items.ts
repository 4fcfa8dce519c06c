import { replacement } from '../../diagnostics/replacement';
import { NOTHING } from '../../schema/guess';
import { guessKind } from '../../schema/guess-foreign';
import { isKind, kinds } from '../../schema/kinds';
import { itemWords, siblings, structures, topLevelKeys } from '../../schema/words';
import { type ItemAst, plainItem } from '../ast';
import { checkExpressions } from '../read/evaluate-tree';
import type { ItemContext } from '../read/item-context';
import { reportKind } from '../read/unknown-word';
import { keyOf } from '../read/words';
import {
  describeTree,
  type Entry,
  entryOf,
  isExpression,
  type ListTree,
  type MapTree,
  type TextTree,
  type Tree,
  type Word,
} from '../yaml/tree';
import { itemAsMeant } from './item-as-meant';
import { type Beside, readBeside, withMisplaced } from './read-beside';
import { validateLayer } from './validate-layer';
import { brokenItem, validateBranch, validateRepeat, validateSide, validateUse } from './validate-structures';

/** A list of items -> their syntax trees. Every item has one, so that wiring can be checked around a broken one. */
export function validateItems(list: ListTree, context: ItemContext): ItemAst[] {
  return list.items.map((tree) => validateItem(tree, context));
}

function validateItem(tree: Tree, context: ItemContext): ItemAst {
  if (tree.type === 'broken') return brokenItem(tree.span);
  if (isExpression(tree)) return validateChoice(tree, context);
  if (tree.type === 'scalar' && typeof tree.value === 'string') {
    return validateWord({ text: tree.value, span: tree.span }, context);
  }
  if (tree.type === 'map') return validateMap(itemAsMeant(tree, context), context);
  const found = describeTree(tree);
  const help =
    tree.type === 'list' ? helpForList(tree) : 'write the layer with its kind, such as `- dense: { units: 10 }`';
  const args = { what: 'an item of `layers`', expected: 'a word or a map', found };
  context.report.add('schema/shape-of', tree.span, args, { help });
  return brokenItem(tree.span);
}

/** A row `[-1, 1, Conv, [64, 3, 2]]` of Ultralytics, or several layers in one item. */
function helpForList({ items }: ListTree): string {
  const [, number, module, values] = items;
  const isRow = items.length === 4 && number?.type === 'scalar' && values?.type === 'list';
  if (!isRow || module?.type !== 'scalar' || typeof module.value !== 'string')
    return 'write each layer as an item of its own, starting with `- `';
  const { text, span } = { text: module.value, span: module.span };
  const help = isKind(text) ? `write \`- ${text}: { ... }\`` : guessKind({ text, span }, kinds).help;
  return `rows \`[from, number, module, args]\` are items with their module as the key${help === undefined ? '' : `: for \`${text}\`, ${help}`}`;
}

/** `- "${activation}"`: a kind or block named by a parameter. */
function validateChoice(tree: TextTree, { report, parameters }: ItemContext): ItemAst {
  checkExpressions(tree, parameters, report);
  const word: Word = { text: tree.value, span: tree.span };
  return { type: 'chosen', choice: tree, arguments: undefined, word, ...plainItem };
}

/** A bare word; a misspelt one is read as the most likely intended kind. */
function validateWord(word: Word, context: ItemContext): ItemAst {
  if (!isKind(word.text) && context.blocks.has(word.text)) return blockAsKind(word, context);
  const kind = isKind(word.text) ? word.text : wordBesideKinds(word, context);
  return kind !== undefined && isKind(kind) ? validateLayer(kind, { word }, context) : brokenItem(word.span, word);
}

/** `- stem` instead of `- use: stem`. */
function blockAsKind(word: Word, { report }: ItemContext): ItemAst {
  const use = `use: ${word.text}`;
  const args = { word: word.text, nearest: use, known: itemWords };
  report.add('schema/unknown-kind', word.span, args, { fixes: [replacement(word.span, use)] });
  return { type: 'use', block: word, arguments: [], word, ...plainItem };
}

function wordBesideKinds(word: Word, context: ItemContext): string | undefined {
  const { report } = context;
  if (word.text === 'branch' || word.text === 'split') {
    report.add('wiring/empty-branch', word.span, {});
  } else if (word.text === 'use') {
    report.add('schema/missing', word.span, { key: 'use', in: 'this item', expected: 'the name of a block' });
  } else if (word.text === 'repeat' || word.text === 'side') {
    report.add('schema/missing', word.span, { key: 'layers', in: `\`${word.text}\``, expected: 'a list of layers' });
  } else {
    return reportUnknownKind(word, context);
  }
  return undefined;
}

function validateMap(tree: MapTree, context: ItemContext): ItemAst {
  const found = tree.entries.filter((entry) => itemWords.includes(entry.key));
  const [first, second] = found;
  if (second && first) {
    context.report.add('schema/two-kinds', second.keySpan, { found: found.map((entry) => entry.key) });
    return brokenItem(first.keySpan, keyOf(first), tree, context);
  }
  const entry = first ?? misspeltKind(tree, context);
  if (!entry) return brokenItem(tree.span, undefined, tree, context);
  const beside = readBeside(tree, entry, context.report);
  switch (entry.key) {
    case 'branch':
    case 'split':
      return validateBranch(entry, beside.tree, context, validateItems);
    case 'repeat':
      return validateRepeat(wholeOf(entry, beside), beside.tree, context, validateItems);
    case 'side':
      return validateSide(wholeOf(entry, beside), beside.tree, context, validateItems);
    case 'use':
      return validateUse(entry, beside, context);
    default:
      return isKind(entry.key)
        ? validateLayer(entry.key, { word: keyOf(entry), value: entry.value, beside }, context)
        : brokenItem(entry.keySpan);
  }
}

function wholeOf(entry: Entry, beside: Beside): Entry {
  return { ...entry, value: withMisplaced(entry.value, beside) ?? entry.value };
}

/** The entry that was probably meant to be the kind, under the intended name; reports an item without any. */
function misspeltKind(tree: MapTree, context: ItemContext): Entry | undefined {
  const { report } = context;
  const others = tree.entries.filter((entry) => !siblings.some((sibling) => sibling === entry.key));
  const unknown = others.find((entry) => helpForKindUnder(entry) !== undefined) ?? others[0];
  if (unknown) {
    const help = helpForKindUnder(unknown);
    if (help !== undefined) {
      const args = { word: unknown.key, nearest: undefined, known: itemWords };
      report.add('schema/unknown-kind', unknown.keySpan, args, { help });
      return undefined;
    }
    const guess = reportUnknownKind(keyOf(unknown), context);
    // What is not the content of a structure would be a second error for one mistake.
    const empty = unknown.value.type !== 'map' || unknown.value.entries.every(({ value }) => value.type === 'scalar');
    if (guess === undefined || (empty && structures.some((structure) => structure === guess))) return undefined;
    return { ...unknown, key: guess };
  }
  const lone = entryOf(tree, 'with');
  if (lone) report.add('blocks/with-without-use', lone.keySpan, {});
  else
    report.add('schema/no-kind', tree.entries[0]?.keySpan ?? tree.span, {
      found: tree.entries.map((entry) => entry.key),
    });
  return undefined;
}

const KIND_KEYS = ['type', 'kind', 'op', 'op_type', 'class_name', 'layer', 'layer_type', 'module'];

/** What to do about an entry such as `type: dense` or `class_name: Conv2D`, which names a kind. */
function helpForKindUnder({ key, value }: Entry): string | undefined {
  if (!KIND_KEYS.includes(key) || value.type !== 'scalar' || typeof value.value !== 'string') return undefined;
  const { guess, help } = isKind(value.value)
    ? { guess: value.value, help: undefined }
    : guessKind({ text: value.value, span: value.span }, kinds);
  if (guess !== undefined) return `write the kind as the key: \`- ${guess}: { ... }\``;
  return help === undefined
    ? undefined
    : `write the kind as the key, without \`${key}\`; for \`${value.value}\`, ${help}`;
}

function reportUnknownKind(word: Word, { report }: ItemContext): string | undefined {
  if (word.text.includes('${')) {
    report.add('expression/as-key', word.span, {});
    return undefined;
  }
  const meant = guessKind(word, itemWords);
  const isSection = !meant.unsupported && topLevelKeys.some((key) => key === word.text);
  const help = `\`${word.text}\` is a key of the spec: write it at the start of a line, next to \`layers\``;
  const guess = isSection ? { ...NOTHING, help } : meant;
  reportKind(word, guess, {}, report);
  return guess.guess;
}
