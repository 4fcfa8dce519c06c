import { quote, suggest } from './words';

export const include = {
  'include/outside': (a: { path: string }) => ({
    text: `${quote(a.path)} is not inside the root of the spec`,
    help: 'include files of the folder of the spec, by relative paths; `--root FOLDER` widens it',
  }),
  'include/not-found': (a: { path: string; nearest: string | undefined }) => ({
    text: `there is no file ${quote(a.path)} to include`,
    help:
      a.nearest === undefined
        ? 'a path is relative to the file that it stands in'
        : `nearby there is ${quote(a.nearest)}; a path is relative to the file that it stands in`,
  }),
  'include/unreadable': (a: { path: string; reason: string }) => ({
    text: `${quote(a.path)} cannot be included: ${a.reason}`,
  }),
  'include/circle': (a: { chain: readonly string[] }) => ({
    text: `these files include each other: ${a.chain.map(quote).join(' -> ')}`,
    help: 'move what both need into a file of its own',
  }),
  'include/too-many': (a: { limit: number }) => ({
    text: `more than ${a.limit} files are included`,
    help: 'put blocks that belong together into one file',
  }),
  'include/unknown-value': (a: { name: string; nearest: string | undefined; known: readonly string[] }) => ({
    text: `no included file declares ${quote(a.name)} in its \`let\``,
    help: a.known.length === 0 ? 'what `with` gives must be a value of `let` there' : suggest(a.nearest, a.known),
  }),
  'include/given-twice': (a: { name: string }) => ({
    text: `${quote(a.name)} is given at two places`,
    help: 'give it once, where the file is included first',
  }),
  'include/value-type': (a: { name: string; expected: string; found: string }) => ({
    text: `${quote(a.name)} must be ${a.expected}, as it is declared; found ${a.found}`,
    help: 'what `with` gives to an included file is a plain value, without an expression',
  }),
  'include/no-files': (_: object) => ({
    text: 'this spec cannot include files, for it does not come from one',
    help: 'write it into a file, and name that',
  }),
};
