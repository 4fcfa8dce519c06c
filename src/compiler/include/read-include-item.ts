import type { Report } from '../../diagnostics/report';
import { isNothing } from '../read/read-plain';
import { reportUnknownKey } from '../read/unknown-key';
import { wordOf } from '../read/words';
import { describeTree, type Entry, entryOf, type Tree, type Word } from '../yaml/tree';

/** An item of `include`: a path, and the `with` values for that file. */
interface IncludeItem {
  readonly file: Word;
  readonly given: readonly Entry[];
}

const KEYS = ['file', 'with'];

/** A path, or `{ file: path, with: { name: value } }`. */
export function readInclude(item: Tree, report: Report): IncludeItem | undefined {
  if (item.type !== 'map') {
    const file = wordOf(item, 'an included file', 'a path, or `{ file: path, with: { name: value } }`', report);
    return file && { file, given: [] };
  }
  for (const entry of item.entries)
    if (!KEYS.includes(entry.key))
      reportUnknownKey(entry, { known: KEYS, written: item.entries, title: 'an included file' }, report);
  const path = entryOf(item, 'file');
  if (!path) {
    report.add('schema/missing', item.span, { key: 'file', in: 'an included file', expected: 'a path' });
    return undefined;
  }
  const file = wordOf(path.value, '`file`', 'a path', report);
  return file && { file, given: givenBy(entryOf(item, 'with')?.value, report) };
}

function givenBy(tree: Tree | undefined, report: Report): readonly Entry[] {
  if (!tree || tree.type === 'broken' || isNothing(tree)) return [];
  if (tree.type === 'map') return tree.entries;
  const expected = 'a map from names to values';
  report.add('schema/shape-of', tree.span, { what: '`with`', expected, found: describeTree(tree) });
  return [];
}
