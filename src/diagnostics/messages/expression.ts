import { quote, suggest } from './words';

export const expression = {
  'expression/syntax': (a: { detail: string }) => ({ text: `not readable as an expression: ${a.detail}` }),
  'expression/too-many': (a: { limit: number }) => ({
    text: `one text has more than ${a.limit} expressions`,
    help: 'write one expression that says the whole value',
  }),
  'expression/unknown-name': (a: { name: string; nearest: string | undefined; known: readonly string[] }) => ({
    text: `${quote(a.name)} is no parameter here`,
    help: a.known.length === 0 ? 'parameters are declared under `params` of the block' : suggest(a.nearest, a.known),
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
  'expression/not-here': (a: { where: string }) => ({
    text: `${a.where} must be written out, without an expression`,
  }),
};
