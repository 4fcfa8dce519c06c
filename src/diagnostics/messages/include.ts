import { quote, suggest } from './words';

export const include = {
  'include/outside': (a: { path: string }) => ({
    text: `${quote(a.path)} is outside the root folder of the spec`,
    help: "include files from the spec's folder, by relative paths; `--root FOLDER` sets a wider root",
  }),
  'include/not-found': (a: { path: string; nearest: string | undefined }) => ({
    text: `included file ${quote(a.path)} not found`,
    help:
      a.nearest === undefined
        ? 'paths are relative to the file that includes them'
        : `there is a file named ${quote(a.nearest)}; paths are relative to the file that includes them`,
  }),
  'include/unreadable': (a: { path: string; reason: string }) => ({
    text: `cannot include ${quote(a.path)}: ${a.reason}`,
  }),
  'include/circle': (a: { chain: readonly string[] }) => ({
    text: `these files include each other: ${a.chain.map(quote).join(' -> ')}`,
    help: 'move what they share into another file',
  }),
  'include/too-many': (a: { limit: number }) => ({
    text: `more than ${a.limit} files are included`,
    help: 'put related blocks into one file',
  }),
  'include/unknown-value': (a: { name: string; nearest: string | undefined; known: readonly string[] }) => ({
    text: `no included file declares ${quote(a.name)} in its \`let\``,
    help:
      a.known.length === 0
        ? '`with` can only set values that the included file declares under `let`'
        : suggest({ ...a, word: a.name }),
  }),
  'include/given-twice': (a: { name: string }) => ({
    text: `${quote(a.name)} is set in two places`,
    help: 'set it once, where the file is included first',
  }),
  'include/value-type': (a: { name: string; expected: string; found: string }) => ({
    text: `${quote(a.name)} must be ${a.expected}, as declared; found ${a.found}`,
    help: '`with` passes plain values to an included file, not expressions',
  }),
  'include/no-files': (_: object) => ({
    text: 'this spec cannot include files, because it was not read from a file',
    help: 'save it to a file and pass its path',
  }),
};
