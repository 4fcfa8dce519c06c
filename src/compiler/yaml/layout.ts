import type { Span } from '../../diagnostics/source';
import type { Layout, WrittenItem } from '../../repair/layout';
import { type Entry, entryOf, type MapTree, type Tree } from './tree';

/** Indexes the items of the files of a spec, the main file last, by where their keys are written. */
export function layoutOf(files: readonly MapTree[]): Layout {
  const items = new Map<string, WrittenItem>();
  for (const file of files) addAll(items, file);
  const lets = files.flatMap((file) => {
    const value = entryOf(file, 'let')?.value;
    return value?.type === 'map' ? value.entries.map((entry) => [entry.key, entry.value.span] as const) : [];
  });
  return { itemAt: (key) => items.get(placeOf(key)), lets: new Map(lets) };
}

function placeOf({ source, start }: Span): string {
  return `${source.file} ${start}`;
}

/** Adds what a tree contains: every key of a map, and every bare word of a list. */
function addAll(items: Map<string, WrittenItem>, tree: Tree, before?: WrittenItem): WrittenItem | undefined {
  if (tree.type === 'list') {
    let last: WrittenItem | undefined;
    for (const item of tree.items) last = addAll(items, item, last);
    return undefined;
  }
  if (tree.type === 'scalar') {
    const word = { key: tree.span, whole: tree.span, value: undefined, entries: NONE, beside: NONE, before };
    items.set(placeOf(tree.span), word);
    return word;
  }
  if (tree.type !== 'map') return undefined;
  const beside = new Map(tree.entries.map(({ key, value }) => [key, spansIn(value)]));
  const all = tree.entries.map((entry) => itemOf(entry, tree, { beside, before }));
  for (const item of all) items.set(placeOf(item.key), item);
  for (const [index, { value }] of tree.entries.entries()) {
    if (value.type !== 'scalar') addAll(items, value);
    // A use is located at the name of its block.
    else if (all[index] && value.written !== '') items.set(placeOf(value.span), all[index]);
  }
  return all[0];
}

const NONE = new Map<string, never>();

function itemOf(
  { keySpan, value }: Entry,
  { span }: MapTree,
  around: Pick<WrittenItem, 'beside' | 'before'>,
): WrittenItem {
  const entries = value.type === 'map' ? value.entries : [];
  const isNothing = value.type === 'scalar' && value.written === '';
  return {
    key: keySpan,
    whole: span,
    value: isNothing ? undefined : value.span,
    entries: new Map(entries.map((entry) => [entry.key, entry.value.span])),
    ...around,
  };
}

function spansIn(tree: Tree): readonly Span[] {
  return tree.type === 'list' ? tree.items.map(({ span }) => span) : [tree.span];
}
