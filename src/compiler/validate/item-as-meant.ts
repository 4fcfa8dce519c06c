import type { Fix } from '../../diagnostics/diagnostic';
import { shorten } from '../../diagnostics/printable';
import { type Span, textOf } from '../../diagnostics/source';
import { isKind, layerOf } from '../../schema/kinds';
import { itemWords, siblings } from '../../schema/words';
import type { ItemContext } from '../read/item-context';
import { describeTree, type Entry, entryOf, type MapTree, type Tree } from '../yaml/tree';

/**
 * An item in one of two forms that have only one meaning but are not in the language, rewritten: `unit: { out: 8 }` for a block, and
 * `concat: [a, b]` for the values of a join. Reports them; any other item is returned as it is.
 */
export function itemAsMeant(tree: MapTree, context: ItemContext): MapTree {
  if (!tree.entries.some(({ key }) => itemWords.includes(key))) return useAsMeant(tree, context);
  const join = tree.entries.find(({ key }) => isKind(key) && layerOf(key).join);
  return join && namesValues(join.value) && !entryOf(tree, 'from') ? joinAsMeant(tree, join, context) : tree;
}

function useAsMeant(tree: MapTree, { blocks, report }: ItemContext): MapTree {
  const entry = tree.entries.find(({ key }) => blocks.has(key) && !siblings.some((sibling) => sibling === key));
  if (!entry || entryOf(tree, 'with')) return tree;
  const { key, keySpan, value } = entry;
  const isGiven = value.type === 'map';
  const newText = `use: ${key}${separator(keySpan)}with`;
  const fixes: Fix[] = isGiven
    ? [{ title: `write \`use: ${key}\``, certainty: 'certain', edits: [{ span: keySpan, newText }] }]
    : [];
  const help = isGiven ? `write \`use: ${key}\`, and its parameters in \`with\` next to it` : `write \`use: ${key}\``;
  report.add('schema/unknown-kind', keySpan, { word: key, nearest: undefined, known: itemWords }, { help, fixes });
  const use: Entry = { key: 'use', keySpan, value: { type: 'scalar', value: key, written: key, span: keySpan } };
  const given: Entry[] = isGiven ? [{ key: 'with', keySpan: { ...keySpan }, value }] : [];
  return { ...tree, entries: tree.entries.flatMap((other) => (other === entry ? [use, ...given] : [other])) };
}

/** Whether a value is a name or a list of names. */
function namesValues(tree: Tree): boolean {
  const items = tree.type === 'list' ? tree.items : [tree];
  return items.length > 0 && items.every((item) => item.type === 'scalar' && typeof item.value === 'string');
}

function joinAsMeant(tree: MapTree, join: Entry, { report }: ItemContext): MapTree {
  const { key, keySpan, value } = join;
  const start = { ...value.span, end: value.span.start };
  const isInline = !textOf({ ...keySpan, start: keySpan.end, end: value.span.start }).includes('\n');
  const edits = [{ span: start, newText: `{}${separator(keySpan)}from: ` }];
  const fixes: Fix[] = isInline ? [{ title: 'write `from`', certainty: 'certain', edits }] : [];
  const help = `the values go next to it: \`from: ${shorten(textOf(value.span))}\``;
  const args = { what: `\`${key}\``, expected: 'a map of attributes', found: describeTree(value) };
  report.add('schema/shape-of', value.span, args, { help, fixes });
  const empty: Tree = { type: 'scalar', value: null, written: '', span: value.span };
  const from: Entry = { key: 'from', keySpan: { ...keySpan }, value };
  return {
    ...tree,
    entries: tree.entries.flatMap((other) => (other === join ? [{ ...join, value: empty }, from] : [other])),
  };
}

/** What separates a key from the next one: in block style a new line with the same indentation. */
function separator({ source, start }: Span): string {
  const lineStart = source.text.lastIndexOf('\n', start - 1) + 1;
  const before = source.text.slice(lineStart, start);
  return /^[ -]*$/.test(before) ? `\n${' '.repeat(before.length)}` : ', ';
}
