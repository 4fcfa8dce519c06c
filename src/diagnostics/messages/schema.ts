import { alternatives, quote, suggest } from './words';

export interface Choice {
  readonly word: string;
  readonly nearest: string | undefined;
  readonly known: readonly string[];
}

export const schema = {
  'schema/not-a-spec': (a: { found: string }) => ({
    text: `a spec is a map with \`modelc: 1\`, \`input\` and \`layers\`, found ${a.found}`,
    help: 'begin with `modelc: 1`',
  }),
  'schema/version-missing': (_: object) => ({
    text: 'the spec does not say its version of the language',
    help: 'put `modelc: 1` on the first line',
  }),
  'schema/version': (a: { found: string }) => ({
    text: `version ${a.found} of the language is not known; this modelc reads version 1`,
    help: 'write `modelc: 1`, without quotes; a later version needs a later modelc',
  }),
  'schema/missing': (a: { key: string; in: string; expected: string }) => ({
    text: `${a.in} needs \`${a.key}\`: ${a.expected}`,
  }),
  'schema/sharing': (a: { word: string }) => ({
    text: `\`${a.word}\` would share weights, and every layer has weights of its own`,
    help: 'take it away; where two values must go through the same layers, join them first and let these layers see both',
  }),
  'schema/unknown-key': (a: Choice & { in: string }) => ({
    text: `${quote(a.word)} is no key of ${a.in}`,
    help: suggest(a.nearest, a.known),
  }),
  'schema/unknown-kind': (a: Choice) => ({
    text: `${quote(a.word)} is no kind of layer`,
    help: suggest(a.nearest, a.known),
  }),
  'schema/unknown-choice': (a: Choice & { what: string }) => ({
    text: `${quote(a.word)} is no ${a.what}`,
    help: suggest(a.nearest, a.known),
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
        ? 'this item says no kind of layer'
        : `this item has only ${alternatives(a.found)} and no kind of layer`,
    help: 'write the kind as a key, such as `- conv2d: { filters: 16, kernel: 3 }`',
  }),
  'schema/two-kinds': (a: { found: readonly string[] }) => ({
    text: `one item has ${a.found.length} kinds: ${a.found.map((word) => `\`${word}\``).join(' and ')}`,
    help: 'give each layer an item of its own, beginning with `- `',
  }),
  'schema/misplaced-sibling': (a: { key: string; kind: string }) => ({
    text: `\`${a.key}\` stands among the attributes of \`${a.kind}\``,
    help: `\`${a.key}\` belongs beside \`${a.kind}\`, at the indent of the item`,
  }),
  'schema/misplaced-attribute': (a: { keys: readonly string[]; kind: string }) => ({
    text: `${a.keys.map((key) => `\`${key}\``).join(' and ')} stand${a.keys.length === 1 ? 's' : ''} beside \`${a.kind}\`, not inside`,
    help: `indent below \`${a.kind}:\`, or write \`${a.kind}: { ${a.keys.map((key) => `${key}: ...`).join(', ')} }\``,
  }),
  'schema/not-indented': (a: { keys: readonly string[]; section: string }) => ({
    text: `${a.keys.map((key) => `\`${key}\``).join(' and ')} belong${a.keys.length === 1 ? 's' : ''} under \`${a.section}\``,
    help: 'indent by two spaces',
  }),
  'schema/input-form': (a: { name: string; found: readonly string[]; meant?: 'input' | 'inputs' }) => ({
    text: a.meant
      ? `\`${a.name}\` holds ${a.meant === 'inputs' ? 'names, and not sizes' : 'sizes, and not names'}`
      : a.found.length === 0
        ? `\`${a.name}\` says no size`
        : `\`${a.name}\` mixes or lacks sizes: found ${a.found.map((word) => `\`${word}\``).join(', ')}`,
    help: a.meant
      ? `write \`${a.meant}\``
      : 'write `{ height: 28, width: 28, channels: 1 }`, `{ features: 10 }` or `{ shape: [28, 28, 1] }`',
  }),
  'schema/input-twice': (_: object) => ({
    text: 'a spec has either `input` or `inputs`',
    help: 'put the sizes of all inputs under `inputs`, each with a name',
  }),
  'schema/preprocess-length': (a: { key: string; found: number; channels: number }) => ({
    text: `\`${a.key}\` has ${a.found} numbers for ${a.channels} channels`,
    help: 'write one number, or one for each channel',
  }),
  'schema/empty-layers': (a: { in: string }) => ({
    text: `${a.in} has no layers`,
    help: 'write at least one item, such as `- relu`',
  }),
};
