import type { Spelling } from '../source/names';

/** Python's own words, which cannot be identifiers. */
export const keywords: readonly string[] = (
  'False None True and as assert async await break case class continue def del elif else except finally for from global if import in is ' +
  'lambda match nonlocal not or pass raise return try type while with yield'
).split(' ');

/** Variables, parameters and attributes: `five/conv-a` gives `five_conv_a`, and a second one `five_conv_a_2`. */
export const snakeCase: Spelling = { spell: underscored, separator: () => '_' };

/** Classes: `inception_a` gives `InceptionA`, and a second one `InceptionA2`. */
export const pascalCase: Spelling = { spell: capitalised, separator: (name) => (/\d$/.test(name) ? '_' : '') };

/** Python mangles names that start with two underscores, and a trailing one is ours. */
function underscored(text: string): string {
  const joined = text.replace(/[^A-Za-z0-9]+/g, '_').replace(/^_+|_+$/g, '');
  return /^[A-Za-z]/.test(joined) ? joined : `_${joined}`;
}

function capitalised(text: string): string {
  const words = text.split(/[^A-Za-z0-9]+/).filter((word) => word !== '');
  return words.map((word) => `${word[0]?.toUpperCase()}${word.slice(1)}`).join('');
}
