import { alternatives, quote, raiseLimit, suggest } from './words';

export const wiring = {
  'names/invalid': (a: { name: string; what: string }) => ({
    text: `${quote(a.name)} cannot be the name of ${a.what}`,
    help: 'a name begins with a letter and goes on with letters, digits, `_` or `-`; at most 64 of them',
  }),
  'names/reserved': (a: { name: string; what: string }) => ({
    text: `${quote(a.name)} cannot be the name of ${a.what}: the word is taken`,
    help: 'choose another name',
  }),
  'names/duplicate': (a: { name: string; line: number; automatic: boolean }) => ({
    text: a.automatic
      ? `\`${a.name}\` is the name that the item on line ${a.line} has by its kind and place`
      : `name \`${a.name}\` is used twice in one scope, first on line ${a.line}`,
    help: 'give one of the two another name',
  }),
  'names/clash': (a: { what: string; name: string; file: string }) => ({
    text: `${a.what} \`${a.name}\` is declared already, in ${quote(a.file)}`,
    help: 'give one of the two another name',
  }),
  'names/duplicate-input': (a: { name: string }) => ({
    text: `two inputs of the block are called \`${a.name}\``,
    help: 'give one of the two another name',
  }),
  'wiring/unknown-name': (a: { name: string; nearest: string | undefined; known: readonly string[] }) => ({
    text: `nothing above is called ${quote(a.name)}`,
    help: suggest(a.nearest, a.known),
  }),
  'wiring/defined-below': (a: { name: string; line: number }) => ({
    text: `\`${a.name}\` is defined below, at line ${a.line}`,
    help: 'only what stands earlier can be named: move that item up, or this one down',
  }),
  'wiring/itself': (a: { name: string }) => ({
    text: `\`${a.name}\` names itself as its own input`,
    help: 'name a layer that stands earlier',
  }),
  'wiring/outside-block': (a: { name: string; line: number }) => ({
    text: `\`${a.name}\` (line ${a.line}) is outside of this block, and a block sees only its own input and layers`,
    help: 'join the two values outside of the block, with `from` beside a `concat` or an `add`',
  }),
  'wiring/left-out': (a: { name: string; line: number }) => ({
    text: `\`${a.name}\` is left out here, by its \`when\` on line ${a.line}`,
    help: 'give this item the same `when`, or name a layer that is always there',
  }),
  'wiring/needs-from': (a: { kind: string; inputs: readonly string[] }) => ({
    text: `\`${a.kind}\` stands first, and there are ${a.inputs.length} inputs that it could take`,
    help: `write \`from: ${a.inputs[0]}\` beside it, or name several for a join`,
  }),
  'wiring/several-from': (a: { kind: string; count: number }) => ({
    text: `\`${a.kind}\` takes one value, and \`from\` names ${a.count}`,
    help: 'join them first, with `concat` or `add`',
  }),
  'wiring/branch-not-joined': (a: { found: string | undefined }) => ({
    text:
      a.found === undefined
        ? 'the branch is the last item of its list, and nothing joins its paths'
        : `a branch must be joined by the next item, found \`${a.found}\``,
    help: 'put `- concat` or `- add` right after the branch',
  }),
  'wiring/nothing-to-join': (a: { kind: string }) => ({
    text: `\`${a.kind}\` joins several values, and there is no branch right before it`,
    help: `write \`from: [one, other]\` beside \`${a.kind}\`, or open a \`branch\` before it`,
  }),
  'wiring/empty-branch': (_: object) => ({
    text: 'a branch needs named paths',
    help: 'write `branch: { left: [...], right: [...] }`; an empty list `[]` is a path that changes nothing',
  }),
  'wiring/no-path': (a: { path: string; found: string }) => ({
    text: `path \`${a.path}\` must be a list of layers, found ${a.found}`,
    help: 'write the layers as a list; `[]` is a path that changes nothing',
  }),
  'wiring/join-from-branch': (a: { kind: string }) => ({
    text: `\`${a.kind}\` follows a branch and also says \`from\``,
    help: 'take the `from` away: the paths of the branch are joined',
  }),
  'blocks/unknown': (a: { name: string; nearest: string | undefined; known: readonly string[] }) => ({
    text: `no block is called ${quote(a.name)}`,
    help: a.known.length === 0 ? 'declare it under `blocks`: this spec has none' : suggest(a.nearest, a.known),
  }),
  'blocks/recursive': (a: { chain: readonly string[] }) => ({
    text: `block \`${a.chain[0]}\` uses itself: ${a.chain.map((name) => `\`${name}\``).join(' -> ')}`,
    help: 'a block may use other blocks, but no way may lead back to it',
  }),
  'blocks/too-deep': (a: { limit: number }) => ({
    text: `blocks use blocks more than ${a.limit} levels deep`,
    help: 'use the inner blocks one after the other instead of inside of each other',
  }),
  'blocks/inputs': (a: { block: string; inputs: readonly string[]; found: number }) => ({
    text: `block \`${a.block}\` takes ${a.inputs.length} values (${a.inputs.map((name) => `\`${name}\``).join(', ')}), found ${a.found}`,
    help: `write \`from: [${a.inputs.map((name) => `for_${name}`).join(', ')}]\` with the names of ${a.inputs.length} values, in that order`,
  }),
  'blocks/unknown-parameter': (a: {
    block: string;
    word: string;
    nearest: string | undefined;
    known: readonly string[];
  }) => ({
    text: `${quote(a.word)} is no parameter of block \`${a.block}\``,
    help: suggest(a.nearest, a.known),
  }),
  'blocks/missing-parameter': (a: { block: string; missing: readonly string[] }) => ({
    text: `block \`${a.block}\` needs ${alternatives(a.missing).replace(' or ', ' and ')}`,
    help: `write \`with: { ${a.missing.map((name) => `${name}: ...`).join(', ')} }\` beside \`use\``,
  }),
  'blocks/parameter-type': (a: { parameter: string; expected: string; found: string }) => ({
    text: `parameter \`${a.parameter}\` must be ${a.expected}, found ${a.found}`,
  }),
  'blocks/with-without-use': (_: object) => ({
    text: '`with` gives parameters to a block, and this item uses none',
    help: 'write `use: block_name` beside it, or take it away',
  }),
  'graph/too-many-nodes': (a: { limit: number }) => ({
    text: `the spec expands to more than ${a.limit} layers`,
    help: `look for a \`repeat\` with too many turns, or blocks that use each other many times over; ${raiseLimit('layers', a.limit)}`,
  }),
};
