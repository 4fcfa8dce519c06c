import { both, count, quote, suggest, type WordGroup } from './words';

export interface Choice {
  readonly word: string;
  readonly nearest: string | undefined;
  readonly known: readonly string[];
}

export const schema = {
  'schema/not-a-spec': (a: { found: string }) => ({
    text: `a spec must be a map with \`modelc: 1\`, \`input\` and \`layers\`, found ${a.found}`,
    help: 'start it with `modelc: 1`',
  }),
  'schema/version-missing': (_: object) => ({
    text: 'the language version is missing',
    help: 'add `modelc: 1` as the first line',
  }),
  'schema/version': (a: { found: string }) => ({
    text: `unknown language version ${a.found}; this modelc reads version 1`,
    help: 'write `modelc: 1`, without quotes; a newer version needs a newer modelc',
  }),
  'schema/missing': (a: { key: string; in: string; expected: string }) => ({
    text: `${a.in} needs \`${a.key}\`: ${a.expected}`,
  }),
  'schema/sharing': (a: { word: string; in: string }) => ({
    text: `unknown key \`${a.word}\` in ${a.in}: the key for shared weights is \`weights\``,
    help: 'write `weights: NAME` beside the kind or the `use`, with the name of the earlier item that has the weights',
  }),
  'schema/unknown-key': (a: Choice & { in: string }) => ({
    text: `unknown key ${quote(a.word)} in ${a.in}`,
    help: suggest(a),
  }),
  'schema/unknown-kind': (a: Choice & { groups?: readonly WordGroup[] }) => ({
    text: `unknown layer kind ${quote(a.word)}`,
    help: suggest(a),
  }),
  'schema/unsupported': (a: { what: string; word: string }) => ({
    text: `${a.what} ${quote(a.word)} is not supported`,
    help: 'write it with what `docs/layers.md` and `docs/language.md` have',
  }),
  'schema/unknown-choice': (a: Choice & { what: string }) => ({
    text: `unknown ${a.what} ${quote(a.word)}`,
    help: suggest(a),
  }),
  'schema/value': (a: { key: string; expected: string; found: string; nearest?: string | undefined }) => ({
    text: `\`${a.key}\` must be ${a.expected}, found ${a.found}`,
    ...(a.nearest !== undefined && { help: `write \`${a.nearest}\`` }),
  }),
  'schema/shape-of': (a: { what: string; expected: string; found: string }) => ({
    text: `${a.what} must be ${a.expected}, found ${a.found}`,
  }),
  'schema/no-kind': (a: { found: readonly string[] }) => ({
    text:
      a.found.length === 0
        ? 'this item has no layer kind'
        : `this item has ${both(a.found.map(quote))}, but no layer kind`,
    help: 'write the kind as a key, such as `- conv2d: { filters: 16, kernel: 3 }`',
  }),
  'schema/two-kinds': (a: { found: readonly string[] }) => ({
    text: `this item has ${a.found.length} layer kinds: ${both(a.found.map(quote))}`,
    help: a.found.includes('repeat')
      ? `write ${quote(a.found.filter((word) => word !== 'repeat').join('`, `'))} inside the repeat: \`repeat: { times: 3, layers: [...] }\``
      : 'write each layer as an item of its own, starting with `- `',
  }),
  'schema/times-and-over': (_: object) => ({
    text: '`repeat` has both `times` and `over`',
    help: 'remove `times`: there is one iteration for each item of the list',
  }),
  'schema/misplaced-sibling': (a: { key: string; kind: string; meant: string }) => ({
    text: `\`${a.key}\` is not an attribute of \`${a.kind}\`${a.key === a.meant ? ': it belongs to the item' : ''}`,
    help: `write \`${a.meant}: ...\` next to \`${a.kind}\`, at the indentation of the item`,
  }),
  'schema/misplaced-attribute': (a: { keys: readonly string[]; kind: string }) => ({
    text: `${both(a.keys.map(quote))} must be inside \`${a.kind}\`, not next to it`,
    help: `indent ${a.keys.length === 1 ? 'it' : 'them'} below \`${a.kind}:\`, or write \`${a.kind}: { ${a.keys.map((key) => `${key}: ...`).join(', ')} }\``,
  }),
  'schema/not-indented': (a: { keys: readonly string[]; section: string }) => ({
    text: `${both(a.keys.map(quote))} belong${a.keys.length === 1 ? 's' : ''} under \`${a.section}\``,
    help: 'indent by two spaces',
  }),
  'schema/input-form': (a: { name: string; found: readonly string[]; meant?: 'input' | 'inputs' }) => ({
    text: a.meant
      ? `\`${a.name}\` contains ${a.meant === 'inputs' ? 'names instead of sizes' : 'sizes instead of names'}`
      : a.found.length === 0
        ? `\`${a.name}\` has no size`
        : `the sizes of \`${a.name}\` are mixed or incomplete: found ${both(a.found.map(quote))}`,
    help: a.meant
      ? `use \`${a.meant}\``
      : 'write `{ height: 28, width: 28, channels: 1 }`, `{ length: 100, channels: 2 }`, `{ features: 10 }` or `{ shape: [28, 28, 1] }`',
  }),
  'schema/input-twice': (_: object) => ({
    text: 'a spec has `input` or `inputs`, not both',
    help: 'put the sizes of all inputs under `inputs`, each with a name',
  }),
  'schema/preprocess-length': (a: { key: string; found: number; channels: number }) => ({
    text: `\`${a.key}\` has ${count(a.found, 'number')}, but the input has ${count(a.channels, 'channel')}`,
    help: 'write one number, or one per channel',
  }),
  'schema/empty-layers': (a: { in: string }) => ({
    text: `${a.in} has no layers`,
    help: 'add at least one item, such as `- relu`',
  }),
};
