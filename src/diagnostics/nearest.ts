import { distance } from 'fastest-levenshtein';

/** Among more words than this, one that is spelt alike says little, and looking for it in a large file takes long. */
const MAXIMUM_KNOWN = 500;

/** A word that may have been meant, and how likely it is beside the others. */
export interface Candidate {
  readonly word: string;
  readonly likelihood: number;
}

/** What makes a word likelier than another that is as near; by default nothing does. */
type Preference = (word: string) => boolean;

/** What a preference weighs beside the ways in which a slip happens. */
const PREFERRED = 2.2;

/** The known word that a misspelt one most likely means: at most a third of its letters are wrong, a swap counting one. */
export function nearest(word: string, known: readonly string[], preferred?: Preference): string | undefined {
  return candidates(word, known, preferred)[0]?.word;
}

/** All known words that are as near as the nearest, the likeliest first. */
export function candidates(
  word: string,
  known: readonly string[],
  preferred: Preference = () => false,
): readonly Candidate[] {
  const plain = simplify(word);
  return rivals(plain, known)
    .map((rival) => ({
      word: rival,
      likelihood: likelihood(plain, simplify(rival)) + (preferred(rival) ? PREFERRED : 0),
    }))
    .toSorted((a, b) => b.likelihood - a.likelihood);
}

function rivals(plain: string, known: readonly string[]): readonly string[] {
  if (known.length > MAXIMUM_KNOWN) return [];
  let found: string[] = [];
  let least = Math.max(1, Math.floor(plain.length / 3));
  for (const candidate of new Set(known)) {
    const other = simplify(candidate);
    if (Math.abs(other.length - plain.length) > least) continue;
    const edits = isSwap(plain, other) ? 1 : distance(plain, other);
    if (edits < least) found = [];
    if (edits <= least) found.push(candidate);
    least = Math.min(least, edits);
  }
  return found;
}

/**
 * Which of several equally near words was meant: a letter left out, written twice, or swapped with its neighbour has few ways to
 * happen; any other has as many as there are letters; and hardly anyone writes a letter for a digit. Then the one that begins alike.
 */
function likelihood(word: string, meant: string): number {
  let prefix = 0;
  while (prefix < word.length && word[prefix] === meant[prefix]) prefix++;
  const [wrong = '', right = ''] = [word[prefix], meant[prefix]];
  const twice = word.length > meant.length && wrong === word[prefix - 1];
  if (meant.length > word.length || twice || isSwap(word, meant)) return 3 + prefix / 100;
  return (word.length === meant.length && isDigit(wrong) !== isDigit(right) ? 0 : 2) + prefix / 100;
}

function isDigit(letter: string): boolean {
  return /\d/.test(letter);
}

/** Case, `-` and `_` are what people mix up first: `Conv2D`, `maxpool2d`. */
function simplify(word: string): string {
  return word
    .slice(0, 64)
    .toLowerCase()
    .replaceAll(/[-_\s]/g, '');
}

function isSwap(a: string, b: string): boolean {
  if (a.length !== b.length) return false;
  const at = [...a].findIndex((letter, index) => letter !== b[index]);
  return at >= 0 && a[at] === b[at + 1] && a[at + 1] === b[at] && a.slice(at + 2) === b.slice(at + 2);
}
