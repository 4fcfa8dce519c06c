import { candidates, nearest, reordered } from '../diagnostics/nearest';
import { replacement } from '../diagnostics/replacement';
import type { Source, Span } from '../diagnostics/source';
import { type Guess, type Misspelt, NOTHING } from './guess';
import { slipOf } from './value-slip';

/**
 * The nearest spelling of a misspelt word. Among equally near words, prefers a likely one, such as a missing key, and then one that
 * the file uses elsewhere. A word for another number of axes, such as `conv4d` beside `conv2d`, is not misspelt but missing: nothing
 * is guessed, since no other word has that meaning.
 */
export function guessWord(
  { text, span }: Misspelt,
  known: readonly string[],
  likely: (word: string) => boolean = (word) => countOf(word, span) > 0,
): Guess {
  if (alongOtherAxes(text, known).length > 0) return NOTHING;
  const [best, second] = candidates(text, known, likely);
  if (!best) {
    const other = reordered(text, known);
    return other === undefined ? NOTHING : { guess: other, fixes: [replacement(span, other)] };
  }
  // `elu2` may be a function that is missing, like `relu6` beside `relu`.
  const isNumbered = text.length > best.word.length && /^\d+$/.test(text.replace(best.word, ''));
  const sure = !best.isOtherNumber && !isNumbered && (!second || best.likelihood - second.likelihood > 0.9);
  return { guess: best.word, fixes: [replacement(span, best.word, sure ? 'certain' : 'choice')] };
}

/** Known words that are the same but for their number of axes, such as `conv2d` for `conv4d`. */
export function alongOtherAxes(word: string, known: readonly string[]): readonly string[] {
  const [, stem, axes] = axesIn(word);
  if (stem === undefined) return [];
  return known.filter((other) => {
    const [, otherStem, otherAxes] = axesIn(other);
    return otherStem === stem && otherAxes !== axes;
  });
}

function axesIn(word: string): readonly (string | undefined)[] {
  return NUMBER_OF_AXES.exec(word.replaceAll(/_(?!transpose)/g, '')) ?? [];
}

const NUMBER_OF_AXES = /^(.*)([1-4]d)(?:_transpose)?$/i;

/** Counted once for each word of a file: many mistakes ask for the same ones. */
const counts = new WeakMap<Source, Map<string, number>>();

/** How often a file contains a word. */
export function countOf(word: string, { source }: Span): number {
  const counted = counts.get(source) ?? new Map<string, number>();
  counts.set(source, counted);
  const count = counted.get(word) ?? occurrences(word, source);
  counted.set(word, count);
  return count;
}

function occurrences(word: string, source: Source): number {
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
  if (guess === undefined && /\bnumber\b/.test(expected)) return guessNumber(text, span);
  return { fixes, ...(guess !== undefined && { help: `write \`${guess}\`` }) };
}

/** A number as other languages and papers write it. */
function guessNumber(text: string, span: Span): { readonly help?: string } & Pick<Guess, 'fixes'> {
  const slip = slipOf({ key: '', value: text, schema: { type: 'number' }, optional: false });
  if (slip?.write === undefined) return { fixes: [], ...(slip?.help !== undefined && { help: slip.help }) };
  return { help: `write \`${slip.write}\``, fixes: [replacement(span, slip.write)] };
}
