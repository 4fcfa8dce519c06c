import { shorten } from '../printable';

/** `` `a`, `b` or `c` ``. */
export function alternatives(words: readonly string[]): string {
  const quoted = words.map((word) => `\`${word}\``);
  if (quoted.length < 2) return quoted.join('');
  return `${quoted.slice(0, -1).join(', ')} or ${quoted.at(-1)}`;
}

/** A value of the user's in backticks, on one line and not longer than a line. */
export function quote(value: string): string {
  return `\`${shorten(value)}\``;
}

/** Known words that one message lists; all kinds of layers are fewer. */
const MAXIMUM_WORDS = 30;

/** Help for a word out of a closed set: the nearest one where there is one, else all of them. */
export function suggest(nearest: string | undefined, known: readonly string[]): string {
  if (nearest !== undefined) return `write \`${nearest}\``;
  if (known.length === 0) return 'nothing may be written here';
  const rest = known.length > MAXIMUM_WORDS ? ` and ${known.length - MAXIMUM_WORDS} more` : '';
  const words = known.slice(0, MAXIMUM_WORDS).map((word) => `\`${word}\``);
  return `known here: ${words.join(', ')}${rest}`;
}

/** How a limit is raised on the command line. */
export function raiseLimit(name: string, limit: number): string {
  return `\`--limit ${name}=${2 * limit}\` allows more`;
}

/** `a, b or c`, without marks. */
export function either(words: readonly string[]): string {
  return listed(words, 'or');
}

/** `a, b and c`, without marks. */
export function both(words: readonly string[]): string {
  return listed(words, 'and');
}

function listed(words: readonly string[], link: string): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} ${link} ${words.at(-1)}`;
}

/** `an image`. */
export function withArticle(noun: string): string {
  return `${/^[aeiou]/.test(noun) ? 'an' : 'a'} ${noun}`;
}

/** `an image 28 x 28 x 1`, `a vector of 10 features`, or the sizes of a value that has no form. */
export function describeValue({
  form,
  sizes,
}: {
  readonly form: string | undefined;
  readonly sizes: readonly number[];
}) {
  if (form === undefined) return formatShape(sizes);
  return sizes.length === 1 ? `a vector of ${formatSizes(sizes)}` : `${withArticle(form)} ${formatShape(sizes)}`;
}

/** `10 features`, or `28 x 28 x 1`. */
export function formatSizes(sizes: readonly number[]): string {
  return sizes.length === 1 ? `${sizes[0]} features` : formatShape(sizes);
}

/** `28 x 28 x 1`, in the order of the values given. */
export function formatShape(values: readonly number[]): string {
  return values.join(' x ');
}
