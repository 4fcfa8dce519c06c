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

/** How many known words one message lists; there are fewer layer kinds than this. */
const MAXIMUM_WORDS = 30;

/** Help for an unknown word of a closed set: the nearest known word, or all of them if none is near. */
export function suggest(nearest: string | undefined, known: readonly string[]): string {
  if (nearest !== undefined) return `write \`${nearest}\``;
  if (known.length === 0) return 'nothing is allowed here';
  const rest = known.length > MAXIMUM_WORDS ? ` and ${known.length - MAXIMUM_WORDS} more` : '';
  const words = known.slice(0, MAXIMUM_WORDS).map((word) => `\`${word}\``);
  return `available here: ${words.join(', ')}${rest}`;
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
  return sizes.length === 1 ? `${sizes[0]} features` : formatShape(sizes);
}

/** `28 x 28 x 1`, in the order of the values given. */
export function formatShape(values: readonly number[]): string {
  return values.join(' x ');
}
