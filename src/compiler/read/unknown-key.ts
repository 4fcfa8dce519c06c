import { replacement } from '../../diagnostics/replacement';
import type { Report, Use } from '../../diagnostics/report';
import { guessWord } from '../../schema/guess-word';
import { sharingWords } from '../../schema/words';
import type { Entry, MapTree } from '../yaml/tree';

/** The map that a key stands in. */
interface Place {
  readonly known: readonly string[];
  readonly written: readonly Entry[];
  /** The map in words. */
  readonly title: string;
  /** Keys that the map can't do without. */
  readonly required?: readonly string[];
}

/** Reports a key out of place and gives the one that it most likely means. */
export function reportUnknownKey(
  { key, keySpan }: Entry,
  { known, written, title, required = [] }: Place,
  report: Report,
  uses: readonly Use[] = [],
): string | undefined {
  if (sharingWords.has(key.toLowerCase().replaceAll(/[-_]/g, ''))) {
    const isHere = known.includes('weights');
    const fixes = isHere ? [replacement(keySpan, 'weights')] : [];
    report.add('schema/sharing', keySpan, { word: key, in: title }, { fixes, uses });
    return isHere ? 'weights' : undefined;
  }
  const isMissing = (word: string): boolean => !written.some((other) => other.key === word);
  const needed = required.filter(isMissing);
  const isLikely = needed.length > 0 ? (word: string) => needed.includes(word) : isMissing;
  const { guess, fixes } = guessWord({ text: key, span: keySpan }, known, isLikely);
  report.add('schema/unknown-key', keySpan, { word: key, nearest: guess, known, in: title }, { fixes, uses });
  return guess;
}

/** A map with known keys alone: the others are reported, and a misspelt one stands under the key that it most likely means. */
export function recogniseKeys(map: MapTree, known: readonly string[], title: string, report: Report): MapTree {
  const written = new Set(map.entries.map(({ key }) => key));
  const entries = map.entries.flatMap((entry): Entry[] => {
    if (known.includes(entry.key)) return [entry];
    const guess = reportUnknownKey(entry, { known, written: map.entries, title }, report);
    return guess === undefined || written.has(guess) ? [] : [{ ...entry, key: guess }];
  });
  return { ...map, entries };
}

/**
 * The spec with keys that were meant to stand under an empty section (`input:` and its sizes on the next lines, not indented) put
 * there. One mistake, however many keys.
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
