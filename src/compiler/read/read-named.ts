import type { Report } from '../../diagnostics/report';
import { describeTree, type Entry, entryOf, type MapTree, type Tree } from '../yaml/tree';

/** A section that must be a map from names, and how messages call it. */
interface Named {
  readonly what: string;
  readonly expected: string;
  /** How to write it. */
  readonly example: string;
  /** What a lone name in a list means: nothing is set for it, or its value cannot be known. */
  readonly lone: 'nothing' | 'unknown';
}

/**
 * A map from names. Anything else is reported; a list is read as the map that was probably meant, so that its names are known:
 * `[out, size]`, `- width: 8`, or `- name: unit` with the rest of the entry.
 */
export function readNamed(tree: Tree, { what, expected, example, lone }: Named, report: Report): MapTree | undefined {
  if (tree.type === 'map') return tree;
  if (tree.type === 'broken') return undefined;
  const help = tree.type === 'list' ? `write it without dashes and brackets: \`${example}\`` : `write \`${example}\``;
  report.add('schema/shape-of', tree.span, { what, expected, found: describeTree(tree) }, { help });
  if (tree.type !== 'list') return undefined;
  const entries = tree.items.flatMap((item) => entriesOf(item, lone));
  return { type: 'map', span: tree.span, entries };
}

function entriesOf(item: Tree, lone: Named['lone']): readonly Entry[] {
  const { span } = item;
  if (item.type === 'scalar' && typeof item.value === 'string') {
    const value: Tree = lone === 'nothing' ? { ...item, value: null, written: '' } : { type: 'broken', span };
    return [{ key: item.value, keySpan: span, value }];
  }
  if (item.type !== 'map') return [];
  const name = entryOf(item, 'name');
  if (name?.value.type !== 'scalar' || typeof name.value.value !== 'string') return item.entries;
  const rest = item.entries.filter((entry) => entry !== name);
  return [{ key: name.value.value, keySpan: name.value.span, value: { ...item, entries: rest } }];
}
