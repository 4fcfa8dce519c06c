import { alternatives, both, count, quote, raiseLimit, suggest } from './words';

/** What expressions refer to, where `-` is an operator. */
const namesExpressions: ReadonlySet<string> = new Set(['a value', 'a parameter', 'a counter', 'an item']);

/** The nearest valid name. */
function validName({ name, what }: { readonly name: string; readonly what: string }): string {
  if (/\{\w+\}/.test(name)) return `"${name.replaceAll(/\$?\{(\w+)\}/g, '${$1}')}"`;
  if (/%[ds]/.test(name)) return `"${name.replaceAll(/%[ds]/g, '${i}')}"`;
  const allowed = namesExpressions.has(what) ? /[^A-Za-z0-9_]+/g : /[^A-Za-z0-9_-]+/g;
  const plain = name.slice(0, 50).replaceAll(allowed, '_');
  return /^[A-Za-z]/.test(plain) ? plain : `${what.split(' ').at(-1)}_${plain.replace(/^[_-]+/, '')}`;
}

export interface UnknownItem {
  readonly name: string;
  readonly nearest: string | undefined;
  readonly known: readonly string[];
  /** The uses of a block of that name. */
  readonly blockUses: readonly string[];
}

function helpForItem({ name, nearest, known, blockUses }: UnknownItem): string {
  if (blockUses.length > 0)
    return `${quote(name)} is a block: write the name of a use of it, ${alternatives(blockUses)}`;
  if (/\.(?:h5|hdf5|keras|pth?|ckpt|onnx|npz|safetensors|caffemodel|weights)$/i.test(name))
    return 'name an earlier item that has the weights; files of weights are options of commands';
  return separated(name) ?? suggest({ word: name, nearest, known });
}

/** For `join: concat` among the paths. */
function joinMeant({ path, found }: { readonly path: string; readonly found: string }): string | undefined {
  const isJoin = /^(?:join|merge|combine|op|type|mode|reduce|aggregate)$/.test(path);
  const kind = /^`(\w+)`$/.exec(found)?.[1];
  return isJoin && kind !== undefined ? `remove it, and put \`- ${kind}\` after the branch` : undefined;
}

/** For several names in one text, such as `a + b`; a `*` between slashes is each iteration of a repeat. */
function separated(name: string): string | undefined {
  if (/\/\*(?:\/|$)/.test(name)) return undefined;
  const [, sign] = /^[\w/-]+\s*([+,*])\s*[\w/-]/.exec(name) ?? [];
  if (sign === undefined) return undefined;
  const list = `[${name.split(/\s*[+,*]\s*/).join(', ')}]`;
  return sign === ','
    ? `write \`from: ${list}\``
    : `write \`${sign === '+' ? 'add' : 'multiply'}: {}\` with \`from: ${list}\` as an item of its own`;
}

export const wiring = {
  'names/invalid': (a: { name: string; what: string }) => ({
    text: `${quote(a.name)} is not a valid name for ${a.what}`,
    help: `write \`${validName(a)}\`: a name starts with a letter, followed by letters, digits${namesExpressions.has(a.what) ? ' or `_`' : ', `_` or `-`'}; at most 64 characters in all`,
  }),
  'names/reserved': (a: { name: string; what: string }) => ({
    text: `${quote(a.name)} is a reserved word and cannot be the name of ${a.what}`,
    help: 'choose another name',
  }),
  'names/duplicate': (a: { name: string; line: number; automatic: boolean }) => ({
    text: a.automatic
      ? `\`${a.name}\` is already the automatic name of the item on line ${a.line}`
      : `name \`${a.name}\` is already used in this scope, on line ${a.line}`,
    help: 'rename one of the two',
  }),
  'names/clash': (a: { what: string; name: string; file: string }) => ({
    text: `${a.what} \`${a.name}\` is already declared in ${quote(a.file)}`,
    help: 'rename one of the two',
  }),
  'names/duplicate-input': (a: { name: string }) => ({
    text: `this block has two inputs named \`${a.name}\``,
    help: 'rename one of the two',
  }),
  'wiring/unknown-name': (a: UnknownItem) => ({
    text: `nothing above is named ${quote(a.name)}`,
    help: helpForItem(a),
  }),
  'wiring/defined-below': (a: { name: string; line: number }) => ({
    text: `\`${a.name}\` is defined later, on line ${a.line}`,
    help: 'only earlier items can be named: move that item up, or this one down',
  }),
  'wiring/itself': (a: { name: string; key: 'from' | 'weights' }) => ({
    text: `\`${a.name}\` uses ${a.key === 'from' ? 'itself as its input' : 'its own weights'}`,
    help: 'name an earlier layer',
  }),
  'wiring/outside-block': (a: { name: string; line: number; key: 'from' | 'weights' }) => ({
    text: `\`${a.name}\` (line ${a.line}) is outside this block, and a block sees only its own inputs and layers`,
    help:
      a.key === 'weights'
        ? 'write `weights` beside the uses of the block, or share between two layers of it'
        : 'declare it under `inputs` of the block and pass it with `from`, or join the two values outside the block',
  }),
  'wiring/left-out': (a: { name: string; line: number }) => ({
    text: `\`${a.name}\` is left out here: its \`when\` on line ${a.line} is false`,
    help: 'give this item the same `when`, or name what is always present: a layer, or the path or block with that item in it',
  }),
  'wiring/needs-from': (a: { kind: string; inputs: readonly string[] }) => ({
    text: `\`${a.kind}\` comes first and could take any of the ${a.inputs.length} inputs`,
    help: `write \`from: ${a.inputs[0]}\` next to it, or name several for a join`,
  }),
  'wiring/no-value': (a: { inputs: readonly string[] }) => ({
    text: 'this list has no value: all its items are left out by their `when`, or stand beside the main line',
    help: `keep an item that takes ${alternatives(a.inputs.slice(0, 4))}`,
  }),
  'wiring/several-from': (a: { kind: string; count: number }) => ({
    text: `\`${a.kind}\` takes one value, but \`from\` names ${a.count}`,
    help: 'join them first with `concat` or `add`',
  }),
  'wiring/branch-not-joined': (a: { found: string | undefined }) => ({
    text:
      a.found === undefined
        ? 'the branch is the last item of its list, so nothing joins its paths'
        : `a branch must be followed by a join, found \`${a.found}\``,
    help: 'put `- concat` or `- add` right after the branch',
  }),
  'wiring/nothing-to-join': (a: { kind: string }) => ({
    text: `\`${a.kind}\` joins several values, but there is no branch right before it`,
    help: `write \`from: [first, second]\` next to \`${a.kind}\`, or add a \`branch\` before it`,
  }),
  'wiring/empty-branch': (_: object) => ({
    text: 'a branch needs at least one named path',
    help: 'write `branch: { left: [...], right: [...] }`; an empty list `[]` is a path that passes its input on unchanged',
  }),
  'wiring/no-path': (a: { path: string; found: string; structure: string }) => ({
    text: `path \`${a.path}\` must be a list of layers, found ${a.found}`,
    help:
      joinMeant(a) ??
      `write the layers as a list${a.structure === 'branch' ? ', with a condition as `{ when: ..., layers: [...] }`' : ''}; \`[]\` is a path that passes its input on unchanged`,
  }),
  'wiring/join-from-branch': (a: { kind: string }) => ({
    text: `\`${a.kind}\` follows a branch but also has \`from\``,
    help: 'remove `from`: the join takes the paths of the branch',
  }),
  'blocks/unknown': (a: { name: string; nearest: string | undefined; known: readonly string[] }) => ({
    text: `unknown block ${quote(a.name)}`,
    help: a.known.length === 0 ? 'declare it under `blocks`: this spec declares none' : suggest({ ...a, word: a.name }),
  }),
  'blocks/recursive': (a: { chain: readonly string[] }) => ({
    text: `block \`${a.chain[0]}\` uses itself: ${a.chain.map((name) => `\`${name}\``).join(' -> ')}`,
    help: 'a block may use other blocks, but never itself, directly or through others',
  }),
  'blocks/too-deep': (a: { limit: number }) => ({
    text: `blocks are nested more than ${a.limit} levels deep`,
    help: 'use the inner blocks one after another instead of inside one another',
  }),
  'blocks/inputs': (a: { block: string; inputs: readonly string[]; found: number }) => ({
    text: `block \`${a.block}\` takes ${count(a.inputs.length, 'value')} (${a.inputs.map((name) => `\`${name}\``).join(', ')}), found ${a.found}`,
    help: `name ${a.inputs.length === 1 ? 'the value' : `the ${a.inputs.length} values in this order`}: \`from: [${a.inputs.map((name) => `for_${name}`).join(', ')}]\``,
  }),
  'blocks/unknown-parameter': (a: {
    block: string;
    word: string;
    nearest: string | undefined;
    known: readonly string[];
  }) => ({
    text: `unknown parameter ${quote(a.word)} of block \`${a.block}\``,
    help: suggest(a),
  }),
  'blocks/missing-parameter': (a: { block: string; missing: readonly string[] }) => ({
    text: `block \`${a.block}\` needs ${both(a.missing.map(quote))}`,
    help: `write \`with: { ${a.missing.map((name) => `${name}: ...`).join(', ')} }\` next to \`use\``,
  }),
  'blocks/parameter-type': (a: {
    parameter: string;
    expected: string;
    found: string;
    /** A default such as `int` that names a type. */
    type?: string | undefined;
  }) => ({
    text: `parameter \`${a.parameter}\` must be ${a.expected}, found ${a.found}`,
    ...(a.type !== undefined && { help: `write \`${a.parameter}: { type: ${a.type} }\` for a type without a default` }),
  }),
  'blocks/with-without-use': (_: object) => ({
    text: '`with` passes parameters to a block, but this item uses no block',
    help: 'add `use: block_name` next to it, or remove it',
  }),
  'graph/too-many-nodes': (a: { limit: number }) => ({
    text: `the spec expands to more than ${a.limit} layers`,
    help: `look for a \`repeat\` with too many iterations, or blocks that use each other many times over; ${raiseLimit('layers', a.limit)}`,
  }),
};
