import { alternatives } from '../../diagnostics/messages/words';
import { replacement } from '../../diagnostics/replacement';
import { type Guess, type Misspelt, NOTHING } from '../guess';
import { type ForeignWord, plainWord } from './foreign-word';

/** Rows by each of their words. */
export type Dictionary = ReadonlyMap<string, readonly ForeignWord[]>;

/** A dictionary of rows. The word in modelc itself belongs to the first row that has it. */
export function dictionaryOf(rows: readonly ForeignWord[]): Dictionary {
  const dictionary = new Map<string, ForeignWord[]>();
  const owners = new Set<string>();
  for (const row of rows) {
    const words = row.names.split(' ').map(plainWord);
    const own = owners.has(row.is) ? [] : [plainWord(row.is)];
    owners.add(row.is);
    for (const word of new Set([...own, ...words])) dictionary.set(word, [...(dictionary.get(word) ?? []), row]);
  }
  return dictionary;
}

/**
 * What a word of another framework means where certain words are known; undefined if the dictionary does not have it. A fix is
 * certain only if nothing but the word changes.
 */
export function translate(
  { text, span }: Misspelt,
  known: readonly string[],
  dictionary: Dictionary,
): Guess | undefined {
  const rows = dictionary.get(plainWord(text));
  const [first] = rows ?? [];
  if (!rows || !first) return undefined;
  const meant = rows.filter(({ is }) => known.includes(is));
  const [row, other] = meant;
  if (!row) return { ...NOTHING, unsupported: true, help: first.instead };
  // In lower case, `leakyrelu` is a slip in modelc's own word; `LeakyReLU` is a class of another framework.
  const isOwn = text === text.toLowerCase() && plainWord(text) === plainWord(row.is);
  const differs = isOwn ? undefined : row.differs;
  const certainty = other || differs !== undefined ? 'choice' : 'certain';
  const write = `write ${alternatives(meant.map(({ is }) => is))}`;
  return {
    guess: other ? undefined : row.is,
    fixes: meant.map(({ is }) => replacement(span, is, certainty)),
    help: differs === undefined ? write : `${write}; ${differs}`,
  };
}
