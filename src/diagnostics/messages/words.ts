import { mostAlike, similarWords } from '../nearest';
import { shorten } from '../printable';

/** `` `a`, `b` or `c` ``. */
export function alternatives(words: readonly string[]): string {
  const quoted = words.map((word) => `\`${word}\``);
  if (quoted.length < 2) return quoted.join('');
  return `${quoted.slice(0, -1).join(', ')} or ${quoted.at(-1)}`;
}

/** A user's value in backticks, shortened to fit on one line. */
export function quote(value: string): string {
  return `\`${shorten(value)}\``;
}

/** Up to this many known words are listed completely. */
const MAXIMUM_ALL = 16;

/** Words of a closed set that belong together, and what they are called. */
export interface WordGroup {
  readonly name: string;
  readonly words: readonly string[];
}

/** An unknown word of a closed set. */
interface Unknown {
  readonly word: string;
  readonly nearest: string | undefined;
  readonly known: readonly string[];
  /** The known words in groups, if they are many. */
  readonly groups?: readonly WordGroup[];
}

/**
 * Help for an unknown word: the nearest known word, or else all of them. Of many, only similar ones if there are any; then some of each
 * group; otherwise those that are spelt most like it.
 */
export function suggest({ word, nearest, known, groups }: Unknown): string {
  if (nearest !== undefined) return `write \`${nearest}\``;
  if (known.length === 0) return 'remove it: nothing can be set here';
  const list = (words: readonly string[]): string => words.map((one) => `\`${one}\``).join(', ');
  if (known.length <= MAXIMUM_ALL) return `available here: ${list(known)}`;
  const few = similarWords(word, known);
  if (few.length > 0) return `similar words here: ${list(few)}`;
  if (groups) {
    const some = groups.map(({ name, words }) => `${name}: ${firstOf(words, list)}`).join('; ');
    return `a block of your own is written as \`use: NAME\`; all kinds are in \`docs/layers.md\`: ${some}`;
  }
  const nearby = mostAlike(word, known);
  return `available here: ${list(nearby)} and ${known.length - nearby.length} more`;
}

/** Of many words, nobody reads more than the first few. */
const MAXIMUM_OF_GROUP = 5;

function firstOf(words: readonly string[], list: (words: readonly string[]) => string): string {
  const more = words.length - MAXIMUM_OF_GROUP;
  return more > 1 ? `${list(words.slice(0, MAXIMUM_OF_GROUP))} and ${more} more` : list(words);
}

/** How to raise a limit on the command line. */
export function raiseLimit(name: string, limit: number): string {
  return `\`--limit ${name}=${2 * limit}\` allows more`;
}

/** `a, b or c`, without quoting. */
export function either(words: readonly string[]): string {
  return listed(words, 'or');
}

/** `a, b and c`, without quoting. */
export function both(words: readonly string[]): string {
  return listed(words, 'and');
}

function listed(words: readonly string[], link: string): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} ${link} ${words.at(-1)}`;
}

/** `1 channel`, `3 channels`. */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

/** `an image`. */
export function withArticle(noun: string): string {
  return `${/^[aeiou]/.test(noun) ? 'an' : 'a'} ${noun}`;
}

/** `an image of 28 x 28 x 1`, `a vector of 10 features`, or just the sizes if the value has no known form. */
export function describeValue({
  form,
  sizes,
}: {
  readonly form: string | undefined;
  readonly sizes: readonly number[];
}) {
  if (form === undefined) return formatShape(sizes);
  return sizes.length === 1 ? `a vector of ${formatSizes(sizes)}` : `${withArticle(form)} of ${formatShape(sizes)}`;
}

/** `10 features`, or `28 x 28 x 1`. */
export function formatSizes(sizes: readonly number[]): string {
  return sizes.length === 1 ? count(sizes[0] ?? 0, 'feature') : formatShape(sizes);
}

/** `28 x 28 x 1`, in the order of the values given. */
export function formatShape(values: readonly number[]): string {
  return values.join(' x ');
}
