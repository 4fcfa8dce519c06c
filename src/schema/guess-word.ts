import type { Fix } from '../diagnostics/diagnostic';
import { candidates, nearest } from '../diagnostics/nearest';
import { replacement } from '../diagnostics/replacement';
import type { Span } from '../diagnostics/source';
import { synonym } from './closest';

/** A user's word that is not in a closed set, and its location. */
interface Misspelt {
  readonly text: string;
  readonly span: Span;
}

export interface Guess {
  /** The most likely intended word. */
  readonly guess: string | undefined;
  /** Writes the word; certain if no other word is nearly as likely. */
  readonly fixes: readonly Fix[];
}

/**
 * What an unknown word most likely means: another framework's name for it, or the nearest spelling. Among equally near words,
 * prefers a likely one, such as a missing key, and then one that the file uses elsewhere. A kind for another number of axes, such as
 * `conv3d` beside `conv2d`, is not misspelt but missing: nothing is guessed, since no other kind does what was meant.
 */
export function guessWord(
  { text, span }: Misspelt,
  known: readonly string[],
  likely: (word: string) => boolean = (word) => countOf(word, span) > 0,
): Guess {
  const same = synonym(text, known);
  if (same !== undefined) return { guess: same, fixes: [replacement(span, same)] };
  if (known.some((word) => differsInAxes(text, word))) return { guess: undefined, fixes: [] };
  const [best, second] = candidates(text, known, likely);
  if (!best) return { guess: undefined, fixes: [] };
  const sure = !second || best.likelihood - second.likelihood > 0.9;
  return { guess: best.word, fixes: [replacement(span, best.word, sure ? 'certain' : 'choice')] };
}

/** Whether two words are the same but for their number of axes, such as `conv3d` and `conv2d`. */
function differsInAxes(some: string, other: string): boolean {
  const [, stem, axes] = NUMBER_OF_AXES.exec(some) ?? [];
  const [, otherStem, otherAxes] = NUMBER_OF_AXES.exec(other) ?? [];
  return stem !== undefined && stem === otherStem && axes !== otherAxes;
}

const NUMBER_OF_AXES = /^(.*)([1-3])d$/i;

/** How often a file contains a word. */
export function countOf(word: string, { source }: Span): number {
  const whole = new RegExp(`(?<![\\w-])${word.replaceAll(/\W/g, '\\$&')}(?![\\w-])`, 'g');
  return source.text.match(whole)?.length ?? 0;
}

/** Whether a text, where `true` or `false` is needed, is a misspelt one of these. */
export function isMisspeltBoolean(text: unknown, beside: unknown): boolean {
  return typeof beside === 'boolean' && typeof text === 'string' && nearest(text, ['true', 'false']) !== undefined;
}

/** The same for a value where certain words were expected, such as `` `true` or `false` ``. */
export function guessExpected(
  text: string,
  span: Span,
  expected: string,
): { readonly help?: string } & Pick<Guess, 'fixes'> {
  const words = [...expected.matchAll(/`([\w]+)`/g)].map((match) => match[1] as string);
  const { guess, fixes } = guessWord({ text, span }, words);
  return { fixes, ...(guess !== undefined && { help: `write \`${guess}\`` }) };
}
