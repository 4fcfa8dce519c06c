import type { Fix } from '../diagnostics/diagnostic';
import { candidates, nearest } from '../diagnostics/nearest';
import { replacement } from '../diagnostics/replacement';
import type { Span } from '../diagnostics/source';
import { synonym } from './closest';

/** A word of the user's that is none of a closed set, with its place. */
interface Misspelt {
  readonly text: string;
  readonly span: Span;
}

export interface Guess {
  /** The word that was most likely meant. */
  readonly guess: string | undefined;
  /** Writes it; certain where no other word is nearly as likely. */
  readonly fixes: readonly Fix[];
}

/**
 * What a wrong word most likely means: another framework's word for it, or the nearest in spelling. Of words that are equally near a
 * likely one is preferred, such as one that is still missing where it stands; else one that the file has elsewhere.
 */
export function guessWord(
  { text, span }: Misspelt,
  known: readonly string[],
  likely: (word: string) => boolean = (word) => countOf(word, span) > 0,
): Guess {
  const same = synonym(text, known);
  if (same !== undefined) return { guess: same, fixes: [replacement(span, same)] };
  const [best, second] = candidates(text, known, likely);
  if (!best) return { guess: undefined, fixes: [] };
  const sure = !second || best.likelihood - second.likelihood > 0.9;
  return { guess: best.word, fixes: [replacement(span, best.word, sure ? 'certain' : 'choice')] };
}

/** How often a file has a word. */
export function countOf(word: string, { source }: Span): number {
  const whole = new RegExp(`(?<![\\w-])${word.replaceAll(/\W/g, '\\$&')}(?![\\w-])`, 'g');
  return source.text.match(whole)?.length ?? 0;
}

/** Whether a text beside a `true` or `false` that it should be like is one of these, misspelt. */
export function isMisspeltBoolean(text: unknown, beside: unknown): boolean {
  return typeof beside === 'boolean' && typeof text === 'string' && nearest(text, ['true', 'false']) !== undefined;
}

/** The same for a value where words of the language were expected, such as `` `true` or `false` ``. */
export function guessExpected(
  text: string,
  span: Span,
  expected: string,
): { readonly help?: string } & Pick<Guess, 'fixes'> {
  const words = [...expected.matchAll(/`([\w]+)`/g)].map((match) => match[1] as string);
  const { guess, fixes } = guessWord({ text, span }, words);
  return { fixes, ...(guess !== undefined && { help: `write \`${guess}\`` }) };
}
