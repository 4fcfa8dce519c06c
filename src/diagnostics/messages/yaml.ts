import { quote, raiseLimit } from './words';

export const yaml = {
  'yaml/syntax': (a: { detail: string }) => ({ text: `not readable as YAML: ${a.detail}` }),
  'yaml/tab': (_: object) => ({
    text: 'a tab cannot indent YAML',
    help: 'indent with spaces',
  }),
  'yaml/duplicate-key': (a: { key: string }) => ({
    text: `key ${quote(a.key)} is written twice in one map`,
    help: 'remove one of the two',
  }),
  'yaml/unquoted-expression': (a: { expression: string }) => ({
    text: `expression ${quote(a.expression)} stands outside quotes, and its braces break the YAML`,
    help: `write "${a.expression}" in double quotes`,
  }),
  'yaml/several-documents': (_: object) => ({
    text: 'a second YAML document begins here',
    help: 'a spec is one document: remove the `---`, or put the second one into a file of its own',
  }),
  'yaml/merge-key': (_: object) => ({
    text: 'merge keys (`<<`) are not part of YAML 1.2',
    help: 'write the keys out, or use a block with parameters',
  }),
  'yaml/colon': (a: { word: string; sign: string }) => ({
    text:
      a.sign === ':'
        ? `a space is missing after the colon of ${quote(a.word)}`
        : `a colon is missing after ${quote(a.word)}${a.sign === '' ? '' : `, found ${quote(a.sign)}`}`,
    help: `write \`${a.word}: \` and then its value`,
  }),
  'yaml/directive': (a: { directive: string }) => ({
    text: `${quote(a.directive)} is a directive, and a spec is always read as YAML 1.2`,
    help: 'remove the line',
  }),
  'yaml/tag': (a: { tag: string }) => ({
    text: `tag ${quote(a.tag)} has no meaning in a spec`,
    help: 'remove the tag: a spec is plain data',
  }),
  'yaml/key': (a: { found: string }) => ({
    text: `a key must be a word, found ${a.found}`,
    help: 'write a word without brackets; put quotes around a number or `null` that is meant as a word',
  }),
  'yaml/unknown-alias': (a: { alias: string }) => ({
    text: `alias ${quote(`*${a.alias}`)} refers to no anchor above it`,
    help: `mark the value that is meant with \`&${a.alias}\`, above this line`,
  }),
  'yaml/too-big': (a: { limit: number }) => ({
    text: `the file is larger than ${a.limit} bytes`,
    help: `say what repeats once, as a block; ${raiseLimit('bytes', a.limit)}`,
  }),
  'yaml/too-deep': (a: { limit: number }) => ({
    text: `values are nested more than ${a.limit} levels deep`,
    help: `a spec needs far fewer levels: look for brackets or indents that never close; ${raiseLimit('depth', a.limit)}`,
  }),
  'yaml/too-many-values': (a: { limit: number }) => ({
    text: `the file has more than ${a.limit} words and signs`,
    help: `say what repeats once, as a block; ${raiseLimit('words', a.limit)}`,
  }),
  'yaml/too-many-aliases': (a: { limit: number }) => ({
    text: `aliases expand to more than ${a.limit} values`,
    help: `use a block with parameters instead of aliases of aliases; ${raiseLimit('aliases', a.limit)}`,
  }),
  'yaml/empty': (_: object) => ({
    text: 'the file is empty',
    help: 'begin with `modelc: 1`, then `input:` and `layers:`',
  }),
};
