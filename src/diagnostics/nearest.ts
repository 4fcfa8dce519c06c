import { distance } from 'fastest-levenshtein';

/** Among more words than this, one that is spelt alike says little, and looking for it in a large file takes long. */
const MAXIMUM_KNOWN = 500;

/** The known word that a misspelt one most likely means: at most a third of its letters are wrong, a swap counting one. */
export function nearest(word: string, known: readonly string[]): string | undefined {
  if (known.length > MAXIMUM_KNOWN) return undefined;
  const plain = simplify(word);
  let best: string | undefined;
  let least = Math.max(1, Math.floor(plain.length / 3)) + 1;
  for (const candidate of known) {
    const other = simplify(candidate);
    if (Math.abs(other.length - plain.length) >= least) continue;
    const edits = swapped(plain, other) ? 1 : distance(plain, other);
    if (edits < least) [best, least] = [candidate, edits];
  }
  return best;
}

/** Case, `-` and `_` are what people mix up first: `Conv2D`, `maxpool2d`. */
function simplify(word: string): string {
  return word
    .slice(0, 64)
    .toLowerCase()
    .replaceAll(/[-_\s]/g, '');
}

function swapped(a: string, b: string): boolean {
  if (a.length !== b.length) return false;
  const at = [...a].findIndex((letter, index) => letter !== b[index]);
  return at >= 0 && a[at] === b[at + 1] && a[at + 1] === b[at] && a.slice(at + 2) === b.slice(at + 2);
}
