import { nearest } from '../../diagnostics/nearest';
import { replacement } from '../../diagnostics/replacement';
import type { Report } from '../../diagnostics/report';
import { inputFields } from '../../schema/input';
import { topLevelKeys } from '../../schema/words';
import type { Entry, MapTree, Tree } from '../yaml/tree';

type InputKey = 'input' | 'inputs';

const both: readonly string[] = ['input', 'inputs'] satisfies InputKey[];

/**
 * Moves the sizes to the right key: `input` for one input, `inputs` for several named ones. The form of the value decides which
 * was meant, also for misspelt keys. Reports one error, however many sizes there are.
 */
export function settleInputKey(map: MapTree, report: Report): MapTree {
  const entries = map.entries.map((entry): Entry => {
    const meant = keyFor(entry.value);
    if (!meant || entry.key === meant || map.entries.some(({ key }) => key === meant)) return entry;
    const { key, keySpan } = entry;
    const fixes = [replacement(keySpan, meant)];
    if (both.includes(key)) report.add('schema/input-form', keySpan, { name: key, found: [], meant }, { fixes });
    else if (isMisspelt(key)) {
      report.add(
        'schema/unknown-key',
        keySpan,
        { word: key, nearest: meant, known: topLevelKeys, in: 'the spec' },
        { fixes },
      );
    } else return entry;
    return { ...entry, key: meant };
  });
  return { ...map, entries };
}

function isMisspelt(key: string): boolean {
  const known: readonly string[] = topLevelKeys;
  return !known.includes(key) && both.includes(nearest(key, known) ?? '');
}

/** By form: the sizes of one input, or names with sizes. */
function keyFor(value: Tree): InputKey | undefined {
  if (value.type !== 'map' || value.entries.length === 0) return undefined;
  const isSize = ({ key }: Entry): boolean => Object.hasOwn(inputFields, key);
  // An input may be named `features`, but hardly `shape`.
  if (value.entries.every(({ key }) => key === 'shape')) return undefined;
  if (value.entries.every((entry) => entry.value.type === 'map' && entry.value.entries.some(isSize))) return 'inputs';
  return value.entries.some(isSize) ? 'input' : undefined;
}
