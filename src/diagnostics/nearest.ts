import { distance } from 'fastest-levenshtein';

/** The known word that a misspelt one most likely means: at most a third of its letters are wrong, a swap counting one. */
export function nearest(word: string, known: readonly string[]): string | undefined {
  const plain = simplify(word);
  let best: string | undefined;
  let least = Math.max(1, Math.floor(plain.length / 3)) + 1;
  for (const candidate of known) {
    const edits = swapped(plain, simplify(candidate)) ? 1 : distance(plain, simplify(candidate));
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
