import { quote, suggest } from './words';

export const expression = {
  'expression/syntax': (a: { detail: string }) => ({ text: `not readable as an expression: ${a.detail}` }),
  'expression/too-many': (a: { limit: number }) => ({
    text: `one text has more than ${a.limit} expressions`,
    help: 'write one expression that says the whole value',
  }),
  'expression/unknown-name': (a: { name: string; nearest: string | undefined; known: readonly string[] }) => ({
    text: `no parameter, counter or value of \`let\` is called ${quote(a.name)} here`,
    help:
      a.known.length === 0
        ? 'declare it under `params` of the block, or under `let` of the file'
        : suggest(a.nearest, a.known),
  }),
  'expression/unknown-function': (a: { name: string; nearest: string | undefined; known: readonly string[] }) => ({
    text: `${quote(a.name)} is no function of expressions`,
    help: suggest(a.nearest, a.known),
  }),
  'expression/type': (a: { operator: string; expected: string; found: string }) => ({
    text: `\`${a.operator}\` works on ${a.expected}, found ${a.found}`,
  }),
  'expression/arguments': (a: { name: string; expected: string; found: number }) => ({
    text: `\`${a.name}\` takes ${a.expected}, found ${a.found}`,
  }),
  'expression/division-by-zero': (a: { operator: string }) => ({ text: `the right side of \`${a.operator}\` is zero` }),
  'expression/too-big': (a: { digits: number }) => ({
    text: `the result has ${a.digits} digits; numbers reach up to 2^53`,
  }),
  'expression/too-long': (a: { length: number; limit: number }) => ({
    text: `the text would have ${a.length} characters; texts with expressions reach up to ${a.limit}`,
    help: 'write a shorter text, or fewer values into it',
  }),
  'expression/as-key': (_: object) => ({
    text: 'a key cannot be an expression',
    help: 'write `- "${kind}"` for a kind that a parameter names, or `- use: "${kind}"` with its attributes in `with`',
  }),
  'let/set-type': (a: { name: string; expected: string; found: string }) => ({
    text: `\`--set ${a.name}=${a.found}\` must be ${a.expected}, as it is here`,
  }),
  'let/unknown-setting': (a: { name: string; nearest: string | undefined; known: readonly string[] }) => ({
    text: `\`let\` declares no ${quote(a.name)}`,
    help: a.known.length === 0 ? 'declare it: `let: { width: 1 }`' : suggest(a.nearest, a.known),
  }),
  'expression/not-here': (a: { where: string }) => ({
    text: `${a.where} must be written out, without an expression`,
  }),
};
