import type { Fix } from '../../diagnostics/diagnostic';
import { shorten } from '../../diagnostics/printable';
import { type Span, textOf } from '../../diagnostics/source';
import { fieldsOf, isKind, type Kind, layerOf } from '../../schema/kinds';
import { itemWords, siblings } from '../../schema/words';
import type { ItemContext } from '../read/item-context';
import { isMisplacedSibling } from '../read/read-layer';
import { describeTree, type Entry, entryOf, type MapTree, type Tree } from '../yaml/tree';

/**
 * An item in a form that has only one meaning but is not in the language, rewritten: `unit: { out: 8 }` for a block, `concat: [a, b]`
 * for the values of a join, and `conv2d: { name: stem }` for what belongs next to the kind. Reports them; any other item is returned as
 * it is.
 */
export function itemAsMeant(tree: MapTree, context: ItemContext): MapTree {
  if (!tree.entries.some(({ key }) => itemWords.includes(key))) return useAsMeant(tree, context);
  const layer = tree.entries.find(({ key }) => isKind(key));
  if (layer?.value.type === 'map') return siblingsAsMeant(tree, { ...layer, value: layer.value }, context);
  const join = layer && isJoin(layer.key) && namesValues(layer.value) && !entryOf(tree, 'from');
  return join ? joinAsMeant(tree, layer, context) : tree;
}

function isJoin(kind: string): boolean {
  return isKind(kind) && layerOf(kind).join;
}

/** Moves `name`, `from` and their like out of the attributes, where they are unknown. */
function siblingsAsMeant(tree: MapTree, layer: Entry & { readonly value: MapTree }, { report }: ItemContext): MapTree {
  const moved: Entry[] = [];
  const others: Entry[] = [];
  for (const entry of layer.value.entries) {
    const key = siblingMeant(entry, layer.key as Kind);
    const isFree = key !== undefined && ![...tree.entries, ...moved].some((other) => other.key === key);
    if (isFree) {
      moved.push({ ...entry, key });
      report.add('schema/misplaced-sibling', entry.keySpan, { key: entry.key, kind: layer.key, meant: key });
    } else others.push(entry);
  }
  if (moved.length === 0) return tree;
  const whole: Entry = { ...layer, value: { ...layer.value, entries: others } };
  return { ...tree, entries: [...tree.entries.map((entry) => (entry.key === layer.key ? whole : entry)), ...moved] };
}

/** The key next to a kind that one of its unknown attributes stands for; the values of a join have several names elsewhere. */
function siblingMeant(entry: Entry, kind: Kind): string | undefined {
  const { key } = entry;
  if (isMisplacedSibling(kind, entry)) return key;
  if (!isJoin(kind) || Object.hasOwn(fieldsOf(kind), key)) return undefined;
  return MEMBERS.has(key) ? 'from' : undefined;
}

const MEMBERS: ReadonlySet<string> = new Set([
  'inputs',
  'input',
  'layers',
  'values',
  'sources',
  'bottom',
  'of',
  'tensors',
]);

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
