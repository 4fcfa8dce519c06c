import { both, quote } from '../../diagnostics/messages/words';
import type { Report } from '../../diagnostics/report';
import { isKind, layerOf } from '../../schema/kinds';
import { repeatFields, repeatKeys } from '../../schema/repeat';
import { splitFields } from '../../schema/split';
import { isNothing } from '../read/read-plain';
import { reportUnknownKey } from '../read/unknown-key';
import type { Entry, MapTree, Tree } from '../yaml/tree';

/** The keys next to the kind of an item. */
export interface Beside {
  /** Known keys; a misspelt one is renamed to the most likely intended one. */
  readonly tree: MapTree;
  /** Attributes or block parameters that should be inside; they are reported, and read as if they were. */
  readonly misplaced: readonly Entry[];
}

/** The keys allowed next to a kind. */
function allowedBeside(kind: string): readonly string[] {
  if (kind === 'branch') return ['from', 'when'];
  if (kind === 'split') return [...Object.keys(splitFields), 'from', 'when'];
  const plain = ['name', 'from', 'when', 'expect', 'output'];
  if (kind === 'use') return ['with', 'weights', ...plain];
  return isKind(kind) ? ['weights', ...plain] : plain;
}

/** The keys that belong below a kind or a structure. */
function keysInside(kind: string): readonly string[] {
  if (kind === 'repeat') return [...Object.keys(repeatFields), ...repeatKeys];
  if (kind === 'side') return ['layers'];
  return isKind(kind) ? Object.keys(layerOf(kind).fields) : [];
}

/** What is neither, such as `repeat: 3`, is reported as that. */
function isEmptyOrMap(tree: Tree): boolean {
  return tree.type === 'map' || isNothing(tree);
}

export function readBeside(tree: MapTree, kindEntry: Entry, report: Report): Beside {
  const kind = kindEntry.key;
  const allowed = allowedBeside(kind);
  const inside = keysInside(kind);
  const entries: Entry[] = [];
  const misplaced: Entry[] = [];
  for (const entry of tree.entries) {
    if (entry.keySpan === kindEntry.keySpan) continue;
    if (allowed.includes(entry.key)) {
      entries.push(entry);
    } else if (inside.includes(entry.key)) {
      misplaced.push(entry);
    } else if (entry.key === 'with') {
      report.add('blocks/with-without-use', entry.keySpan, {});
    } else {
      const meant = reportUnknownKey(
        entry,
        {
          known: allowed,
          written: tree.entries,
          title: `an item with \`${kind}\``,
          otherwise: instead(kindEntry, entry),
        },
        report,
      );
      if (meant && !tree.entries.some(({ key }) => key === meant.key)) entries.push(renamed(entry, meant.key));
      else if (kind === 'use') misplaced.push(entry);
    }
  }
  if (kind !== 'use' && isEmptyOrMap(kindEntry.value)) reportMisplaced(kind, misplaced, report);
  return { tree: { ...tree, entries }, misplaced };
}

/** What to write instead of a key that is unknown next to `branch`, `split` or `use`. */
function instead({ key: kind, value }: Entry, { key }: Entry): string | undefined {
  if (kind === 'use') return `parameters of the block go into \`with\`: \`with: { ${key}: ... }\``;
  const paths = value.type === 'map' ? value.entries.map((path) => quote(path.key)) : [];
  if ((kind !== 'branch' && kind !== 'split') || key !== 'name' || paths.length === 0) return undefined;
  return `remove it: its paths have names (${both(paths)}), and so can the join after it`;
}

/** A value with the keys next to it by mistake; what is no map, such as `repeat: 3`, remains as it is. */
export function withMisplaced(value: Tree | undefined, { misplaced, tree }: Beside): Tree | undefined {
  if (misplaced.length === 0 || (value && !isEmptyOrMap(value))) return value;
  const own = value?.type === 'map' ? value.entries : [];
  const others = misplaced.filter(({ key }) => !own.some((entry) => entry.key === key));
  return { type: 'map', span: value?.type === 'map' ? value.span : tree.span, entries: [...own, ...others] };
}

/** The entry under the intended key. What is not a name, such as `share: true`, is no second mistake. */
function renamed(entry: Entry, key: string): Entry {
  const { value } = entry;
  const isName = value.type === 'scalar' && typeof value.value === 'string';
  return { ...entry, key, ...(key === 'weights' && !isName && { value: { type: 'broken', span: value.span } }) };
}

/** The most common indentation mistake: all attributes are next to the kind. Reports one error, however many keys there are. */
function reportMisplaced(kind: string, [first, ...others]: readonly Entry[], report: Report): void {
  if (!first) return;
  const keys = [first, ...others].map(({ key }) => key);
  const notes = others.map(({ key, keySpan }) => ({ message: `\`${key}\` too`, span: keySpan }));
  report.add('schema/misplaced-attribute', first.keySpan, { keys, kind }, { notes });
}
