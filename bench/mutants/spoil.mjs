// One mistake at one site.
const LETTERS = 'abcdefghijklmnopqrstuvwxyz';

/** A word with a letter missing, added, replaced, or two swapped; undefined if the word is unchanged. */
export function misspell(word, { below, pick }) {
  const at = below(word.length);
  const letter = LETTERS[below(26)];
  const spoilt = pick([
    () => word.slice(0, at) + word.slice(at + 1),
    () => word.slice(0, at) + letter + word.slice(at),
    () => word.slice(0, at) + letter + word.slice(at + 1),
    () => word.slice(0, at) + (word[at + 1] ?? '') + word[at] + word.slice(at + 2),
  ])();
  return spoilt === word || spoilt === '' ? undefined : spoilt;
}

/** A value of another type, or outside every range. */
export function misvalue(text, { pick }) {
  const number = /^-?[\d.]+$/.test(text);
  const wrong = ['[1, 2, 3]', '{ a: 1 }', '~', '-1', '1.5', 'many', 'true', '99999999999999'];
  const spoilt = pick(number ? wrong : wrong.filter((one) => one !== 'many'));
  return spoilt === text ? undefined : spoilt;
}

/** A different declared number. */
export function misdeclare(text, { below }) {
  return String(Number(text) + 1 + below(9));
}

/** A different padding or stride. */
export function flip({ key, text }) {
  if (key === 'stride') return text === '' ? ', stride: 2' : text === '1' ? '2' : '1';
  return text === 'same' ? 'valid' : text === 'valid' ? 'same' : text === '0' ? '1' : '0';
}
