import { quote, raiseLimit } from './words';

export const yaml = {
  'yaml/syntax': (a: { detail: string }) => ({ text: `invalid YAML: ${a.detail}` }),
  'yaml/tab': (_: object) => ({
    text: 'YAML cannot be indented with tabs',
    help: 'indent with spaces',
  }),
  'yaml/duplicate-key': (a: { key: string }) => ({
    text: `duplicate key ${quote(a.key)}`,
    help: 'remove one of the two',
  }),
  'yaml/unquoted-expression': (a: { expression: string }) => ({
    text: `expression ${quote(a.expression)} must be in quotes: its braces break the YAML`,
    help: `write "${a.expression}" in double quotes`,
  }),
  'yaml/several-documents': (_: object) => ({
    text: 'a second YAML document starts here',
    help: 'a spec is one document: remove the `---`, or move the second one to its own file',
  }),
  'yaml/merge-key': (_: object) => ({
    text: 'merge keys (`<<`) are not part of YAML 1.2',
    help: 'write the keys out, or use a block with parameters',
  }),
  'yaml/colon': (a: { word: string; sign: string }) => ({
    text:
      a.sign === ':'
        ? `missing space after the colon of ${quote(a.word)}`
        : `missing colon after ${quote(a.word)}${a.sign === '' ? '' : `, found ${quote(a.sign)}`}`,
    help: `write \`${a.word}: \` followed by its value`,
  }),
  'yaml/directive': (a: { directive: string }) => ({
    text: `directive ${quote(a.directive)} is not allowed: a spec is always read as YAML 1.2`,
    help: 'remove the line',
  }),
  'yaml/tag': (a: { tag: string }) => ({
    text: `tag ${quote(a.tag)} has no meaning in a spec`,
    help: 'remove the tag: a spec is plain data',
  }),
  'yaml/key': (a: { found: string }) => ({
    text: `a key must be a word, found ${a.found}`,
    help: 'write a word without brackets; quote a number or `null` that is meant as a word',
  }),
  'yaml/unknown-alias': (a: { alias: string }) => ({
    text: `unknown alias ${quote(`*${a.alias}`)}: no anchor above defines it`,
    help: `mark the intended value with \`&${a.alias}\`, above this line`,
  }),
  'yaml/too-big': (a: { limit: number }) => ({
    text: `the file is larger than ${a.limit} bytes`,
    help: `write what repeats once, as a block; ${raiseLimit('bytes', a.limit)}`,
  }),
  'yaml/too-deep': (a: { limit: number }) => ({
    text: `values are nested more than ${a.limit} levels deep`,
    help: `a spec needs far fewer levels: look for brackets or indentation that never closes; ${raiseLimit('depth', a.limit)}`,
  }),
  'yaml/too-many-values': (a: { limit: number }) => ({
    text: `the file has more than ${a.limit} YAML tokens`,
    help: `write what repeats once, as a block; ${raiseLimit('words', a.limit)}`,
  }),
  'yaml/too-many-aliases': (a: { limit: number }) => ({
    text: `aliases expand to more than ${a.limit} values`,
    help: `use a block with parameters instead of aliases of aliases; ${raiseLimit('aliases', a.limit)}`,
  }),
  'yaml/empty': (_: object) => ({
    text: 'the file is empty',
    help: 'start with `modelc: 1`, then `input:` and `layers:`',
  }),
};
