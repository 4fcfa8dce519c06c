import type { Fix } from '../../diagnostics/diagnostic';
import { replacement } from '../../diagnostics/replacement';
import type { Report, Use } from '../../diagnostics/report';
import { guessKey } from '../../schema/guess-foreign';
import { sharingWords } from '../../schema/words';
import { type Entry, type MapTree, plainText, type Tree } from '../yaml/tree';

/** The map that contains a key. */
interface Place {
  readonly known: readonly string[];
  readonly written: readonly Entry[];
  /** The map's description in messages. */
  readonly title: string;
  /** Keys that the map requires. */
  readonly required?: readonly string[];
  /** What to do about a key that no known one is similar to; by default, the known ones are listed. */
  readonly otherwise?: string | undefined;
}

/** The key that was probably meant. */
interface Meant {
  readonly key: string;
  /** Whether its value has the same meaning under that key. */
  readonly sameValue: boolean;
}

/** Reports an unknown key and returns the most likely intended one. */
export function reportUnknownKey(
  { key, keySpan, value }: Entry,
  { known, written, title, required = [], otherwise }: Place,
  report: Report,
  uses: readonly Use[] = [],
): Meant | undefined {
  if (sharingWords.has(key.toLowerCase().replaceAll(/[-_]/g, ''))) {
    const isHere = known.includes('weights');
    const fixes = isHere ? [replacement(keySpan, 'weights')] : [];
    report.add('schema/sharing', keySpan, { word: key, in: title }, { fixes, uses });
    return isHere ? { key: 'weights', sameValue: true } : undefined;
  }
  const isMissing = (word: string): boolean => !written.some((other) => other.key === word);
  const needed = required.filter(isMissing);
  const isLikely = needed.length > 0 ? (word: string) => needed.includes(word) : isMissing;
  const word = { text: key, span: keySpan, value: valueText(value) };
  const { guess, fixes, help } = guessKey(word, known, isLikely);
  const comment = /^(?:\/\/|\/\*|;|--)/.test(key) ? 'comments start with `#`' : undefined;
  const isTwice = guess !== undefined && !isMissing(guess);
  report.add(
    'schema/unknown-key',
    keySpan,
    { word: key, nearest: guess, known, in: title },
    isTwice
      ? { help: `\`${guess}\` is already there: remove one of the two`, uses }
      : { fixes, help: comment ?? help ?? (guess === undefined ? otherwise : undefined), uses },
  );
  return guess === undefined ? undefined : { key: guess, sameValue: help === undefined || isSame(fixes) };
}

/** A plain value, or a list of plain ones. */
function valueText(tree: Tree): string | undefined {
  const items = tree.type === 'list' ? tree.items.map(plainText) : [undefined];
  return items.includes(undefined) ? plainText(tree) : `[${items.join(', ')}]`;
}

function isSame(fixes: readonly Fix[]): boolean {
  return fixes.some(({ certainty }) => certainty === 'certain');
}

/** The map with known keys only. Reports the others, and renames a misspelt key to the most likely intended one. */
export function recogniseKeys(
  map: MapTree,
  known: readonly string[],
  title: string,
  report: Report,
  otherwise?: (entry: Entry) => string | undefined,
): MapTree {
  const written = new Set(map.entries.map(({ key }) => key));
  const entries = map.entries.flatMap((entry): Entry[] => {
    if (known.includes(entry.key)) return [entry];
    const place = { known, written: map.entries, title, otherwise: otherwise?.(entry) };
    const meant = reportUnknownKey(entry, place, report);
    return meant === undefined || written.has(meant.key) ? [] : [{ ...entry, key: meant.key }];
  });
  return { ...map, entries };
}

/**
 * Moves keys that should be indented below an empty section (`input:` with its sizes on the next lines, not indented) into the
 * section. Reports one error, however many keys there are.
 */
export function indentKeys(map: MapTree, section: string, inner: readonly string[], report: Report): MapTree {
  const at = map.entries.findIndex(({ key }) => key === section);
  const head = map.entries[at];
  if (head?.value.type !== 'scalar' || head.value.value !== null) return map;
  const following = map.entries.slice(at + 1);
  const count = following.findIndex(({ key }) => !inner.includes(key));
  const moved = count < 0 ? following : following.slice(0, count);
  const [first, ...others] = moved;
  if (!first) return map;
  const notes = others.map(({ key, keySpan }) => ({ message: `\`${key}\` too`, span: keySpan }));
  report.add('schema/not-indented', first.keySpan, { keys: moved.map(({ key }) => key), section }, { notes });
  const value: MapTree = { type: 'map', entries: moved, span: first.keySpan };
  return { ...map, entries: [...map.entries.slice(0, at), { ...head, value }, ...following.slice(moved.length)] };
}
