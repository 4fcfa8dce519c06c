import { distance } from 'fastest-levenshtein';

/** Among more words than this, a similar one means little, and searching takes too long. */
const MAXIMUM_KNOWN = 500;

/** A candidate for the intended word. */
export interface Candidate {
  readonly word: string;
  /** Its likelihood among the others. */
  readonly likelihood: number;
  /** Whether only digits differ, such as `conv3` and `conv2`: that is rarely a slip, so the other word may just be missing. */
  readonly isOtherNumber: boolean;
}

/** Makes a word more likely than others at the same distance; by default nothing does. */
type Preference = (word: string) => boolean;

/** The weight of a preference compared with the number of ways in which a typo can happen. */
const PREFERRED = 2.2;

/** The known word that a misspelt one most likely means: at most a third of its letters may be wrong, and a swap counts as one. */
export function nearest(word: string, known: readonly string[], preferred?: Preference): string | undefined {
  return candidates(word, known, preferred)[0]?.word;
}

/** All known words at the smallest distance, the most likely first. */
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
      isOtherNumber: differOnlyInNumber(plain, simplify(rival)),
    }))
    .toSorted((a, b) => b.likelihood - a.likelihood);
}

/** How many words are shown of many: those that are alike, and those that have a part in common. */
const MAXIMUM_SHOWN = 8;
const MAXIMUM_SIMILAR = 12;

/** Known words that have a part in common with an unknown one, such as `pool`; none if there are too many for a short list. */
export function similarWords(word: string, known: readonly string[]): readonly string[] {
  const parts = word
    .slice(0, 64)
    .replaceAll(/([a-z])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .split(/[^a-z]+/)
    .filter((part) => part.length >= 3);
  const sharing = known.map((one) => ({
    one,
    shared: parts.filter((part) => one.toLowerCase().includes(part)).length,
  }));
  const whole = sharing.filter(({ shared }) => parts.length > 1 && shared === parts.length);
  const found = (whole.length > 0 ? whole : sharing.filter(({ shared }) => shared > 0)).map(({ one }) => one);
  return found.length > MAXIMUM_SIMILAR ? [] : found;
}

/** The only known word that has the same parts in another order, such as `max_pool2d` for `pool_max2d`. */
export function reordered(word: string, known: readonly string[]): string | undefined {
  const parts = partsOf(word);
  const [found, other] = known.filter((one) => partsOf(one) === parts);
  return other === undefined ? found : undefined;
}

function partsOf(word: string): string {
  const parts =
    word
      .slice(0, 64)
      .toLowerCase()
      .match(/\d[a-z]\b|[a-z]+|\d+/g) ?? [];
  return parts.toSorted().join(' ');
}

/** The few known words that are spelt most like an unknown one, the last first among equals. */
export function mostAlike(word: string, known: readonly string[]): readonly string[] {
  const last = known.slice(-MAXIMUM_KNOWN).toReversed();
  const plain = simplify(word);
  const edits = new Map(last.map((one) => [one, distance(plain, simplify(one))]));
  return last.toSorted((a, b) => (edits.get(a) ?? 0) - (edits.get(b) ?? 0)).slice(0, MAXIMUM_SHOWN);
}

function rivals(plain: string, known: readonly string[]): readonly string[] {
  if (known.length > MAXIMUM_KNOWN) return [];
  let found: string[] = [];
  let least = Math.max(1, Math.floor(plain.length / 3));
  for (const candidate of new Set(known)) {
    const other = simplify(candidate);
    if (Math.abs(other.length - plain.length) > least) continue;
    const edits = isSwap(plain, other) ? 1 : distance(plain, other);
    // Words that differ in most of their letters, such as `x` and `c`, are two words.
    if (2 * edits > Math.min(plain.length, other.length)) continue;
    if (edits < least) found = [];
    if (edits <= least) found.push(candidate);
    least = Math.min(least, edits);
  }
  return found;
}

/**
 * Which of several words at the same distance was meant. A missing, doubled or swapped letter can happen in few ways, any other
 * mistake in as many as there are letters, and a digit is rarely typed for a letter. After that, the word with the same
 * beginning wins.
 */
function likelihood(word: string, meant: string): number {
  let prefix = 0;
  while (prefix < word.length && word[prefix] === meant[prefix]) prefix++;
  const [wrong = '', right = ''] = [word[prefix], meant[prefix]];
  const twice = word.length > meant.length && wrong === word[prefix - 1];
  if (meant.length > word.length || twice || isSwap(word, meant)) return 3 + prefix / 100;
  return (word.length === meant.length && isDigit(wrong) !== isDigit(right) ? 0 : 2) + prefix / 100;
}

function differOnlyInNumber(some: string, other: string): boolean {
  const [letters, digits] = [/\d/g, /\D/g].map((rest) => [some, other].map((word) => word.replaceAll(rest, '')));
  const [number, otherNumber] = digits ?? [];
  return letters?.[0] === letters?.[1] && Boolean(number && otherNumber) && number !== otherNumber;
}

function isDigit(letter: string): boolean {
  return /\d/.test(letter);
}

/** Case, `-` and `_` are the most common differences: `Conv2D`, `maxpool2d`. */
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
