import type { Spelling } from '../source/names';

/** `incep1/five-a` gives `incep1FiveA`; a second `conv2d2` is called `conv2d2_2`. */
export const camelCase: Spelling = { spell: joinWords, separator: (name) => (/\d$/.test(name) ? '_' : '') };

function joinWords(text: string): string {
  const words = text.split(/[^A-Za-z0-9]+/).filter((word) => word !== '');
  const joined = words.map((word, index) => (index === 0 ? uncapitalize(word) : capitalize(word))).join('');
  return /^[a-z]/.test(joined) ? joined : `_${joined}`;
}

function capitalize(word: string): string {
  return `${word[0]?.toUpperCase()}${word.slice(1)}`;
}

/** `Conv` gives `conv`, and `URLPath` `urlPath`. */
function uncapitalize(word: string): string {
  return word.replace(/^[A-Z]+(?![a-z])|^[A-Z]/, (capitals) => capitals.toLowerCase());
}
