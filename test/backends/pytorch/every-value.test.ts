import { compile } from '../../../src/compiler/compile';
import type { TypedGraph } from '../../../src/graph/typed-graph';
import { classesOf, type WrittenClass } from '../../support/classes-of';
import { type BlockCase, differing, type Given, randomBlock, specOfUses } from '../../support/random-blocks';
import { graphOf, specOf } from '../tfjs/support';

// A class has a parameter only if it is right for each of its values: then it is the same class, whatever use it was written for.

/** The classes that claim to be right for both uses and are not: the program of both has another one. */
function untrue(
  keys: readonly string[],
  classes: readonly WrittenClass[],
  both: readonly WrittenClass[],
): readonly string[] {
  const claims = classes.filter(({ parameters }) => keys.every((key) => parameters.includes(key)));
  const all = new Set(both.map(({ meaning }) => meaning));
  return claims.flatMap(({ meaning, text }) => (all.size === 1 && all.has(meaning) ? [] : [text]));
}

const valid = (spec: string): TypedGraph => {
  const { graph, ok } = compile(spec);
  if (!ok || !graph) throw new Error('the use is wrong');
  return graph;
};

function untrueClasses({ layers, uses }: BlockCase): readonly string[] {
  const [first, second] = uses;
  const [one, other, both] = [[first], [second], uses].map((some: readonly Given[]) =>
    classesOf(valid(specOfUses(layers, some)), 'unit'),
  );
  return untrue(differing(uses), [...(one ?? []), ...(other ?? []), ...(both ?? [])], both ?? []);
}

/** Seeds of blocks that are valid in both uses. */
const seeds = [0, 3, 5, 9, 10, 12, 13, 17, 21, 22, 23, 29, 31, 34, 38, 40, 41, 50, 55, 58, 59, 60, 64, 65, 297];

test.each(seeds)('the class of random block %i is right for the values of both uses', (seed) => {
  expect(untrueClasses(randomBlock(seed))).toEqual([]);
});

test('a class that is right for one use only is found', () => {
  const written = (text: string): WrittenClass => ({ text, meaning: text, parameters: ['in_channels', 'n'] });
  const [one, other] = [written('nn.Conv2d(in_channels, n, 2)'), written('nn.Conv2d(in_channels, n, 3)')];
  expect(untrue(['n'], [one], [one, other])).toEqual([one.text]);
  expect(untrue(['n'], [one], [other])).toEqual([one.text]);
  expect(untrue(['n'], [one], [one])).toEqual([]);
  expect(untrue(['n', 'on'], [one], [other])).toEqual([]);
});

const conv = (filters: string | number, rest = '') =>
  `{ conv2d: { filters: ${typeof filters === 'number' ? filters : `"${filters}"`}, kernel: 1 }${rest} }`;

/** A block, two uses of it, and lines of the class that both share. */
const shared: readonly (readonly [string, string, readonly [string, string], readonly string[]])[] = [
  [
    'channels that choose by the condition of the next items',
    `{ n: 3 }, layers: [${conv('${n * in.channels if n > 1 else 5}')}, { relu: {}, when: "\${n > 1}" }, ${conv(5, ', when: "${n > 1}"')}, ${conv('${2 * in.channels}')}]`,
    ['{ n: 1 }', '{ n: 2 }'],
    ['if n > 1:', 'layers += [nn.ReLU(), nn.Conv2d(n * in_channels, 5, 1)]', 'layers.append(nn.Conv2d(5, 10, 1))'],
  ],
  [
    'a value before an item that is left out, which something reads by its name',
    `{ on: false }, layers: [${conv(4, ', name: a')}, { tanh: {}, when: "\${on}" }, batch_norm, { add: {}, from: [batch_norm, a] }]`,
    ['{ on: false }', '{ on: true }'],
    ['self.a = nn.Conv2d(in_channels, 4, 1)', 'a = self.a(x)', 'x = self.layers(a)', 'return x + a'],
  ],
  [
    'channels that a condition changes',
    `{ wide: false, out: 4 }, layers: [${conv(6, ', when: "${wide}"')}, ${conv('${out}')}]`,
    ['{ wide: true }', '{ out: 3 }'],
    ['channels = in_channels', 'channels = 6', 'layers.append(nn.Conv2d(channels, out, 1))'],
  ],
  [
    'channels that two conditions change one after the other',
    `{ a: true, b: true }, layers: [${conv(6, ', when: "${a}"')}, ${conv(8, ', when: "${b}"')}, batch_norm]`,
    ['{ a: false }', '{ b: false }'],
    ['layers.append(nn.Conv2d(channels, 8, 1))', 'nn.BatchNorm2d(channels, eps=0.001, momentum=0.01)'],
  ],
  [
    'an item that is left out, in the words of the class',
    `{ more: 1, on: true }, layers: [{ dense: { units: 3 } }, { dense: { units: "\${in.features + more}" }, when: "\${on}" }]`,
    ['{ on: false, more: 2 }', '{ on: true }'],
    ['layers.append(nn.Linear(3, 3 + more))'],
  ],
  [
    'channels after a repeat whose iterations add to them',
    `{ n: 2 }, layers: [{ repeat: { times: "\${n}", as: i, layers: [${conv('${in.channels + i + 1}')}] } }, ${conv(2)}]`,
    ['{ n: 3 }', '{}'],
    ['for i in range(n):', 'channels = channels + i + 1', 'layers.append(nn.Conv2d(channels, 2, 1))'],
  ],
  [
    'two turns of a repeat that are shorter than a loop',
    `{ n: 2 }, layers: [{ repeat: { times: 2, layers: [${conv('${n}')}, relu] } }]`,
    ['{ n: 3 }', '{}'],
    ['nn.Conv2d(in_channels, n, 1)', 'nn.Conv2d(n, n, 1)'],
  ],
  [
    'sizes of a split that happen to be equal',
    `{ n: 2 }, layers: [{ split: { a: [${conv('${in.channels}')}], b: [] }, sizes: ["\${n}", "\${in.channels - n}"] }, concat]`,
    ['{ n: 2 }', '{ n: 1 }'],
    ['self.sizes = [n, in_channels - n]', 'torch.split(x, self.sizes, dim=1)', 'nn.Conv2d(n, n, 1)'],
  ],
  [
    'the channels of a path of a split',
    `{ n: 1 }, layers: [${conv('${4 * n}')}, { split: { a: [${conv('${in.channels * n}')}], b: [] } }, concat]`,
    ['{ n: 1 }', '{ n: 2 }'],
    ['nn.Conv2d(4 * n // 2, 4 * n // 2 * n, 1)'],
  ],
  [
    'a quotient that comes out even only with its factor',
    `{ m: 4, n: 2 }, layers: [${conv('${m / 4 * n}')}, relu]`,
    ['{ m: 4 }', '{ m: 6, n: 4 }'],
    ['nn.Conv2d(in_channels, m * n // 4, 1)'],
  ],
  [
    'what a repeat reads by its name, and not from the iteration before',
    `{ n: 1 }, layers: [{ repeat: { times: "\${n}", layers: [{ batch_norm: {}, from: input }] } }, ${conv(2)}]`,
    ['{ n: 1 }', '{ n: 1 }'],
    ['def __init__(self, in_channels: int) -> None:'],
  ],
  [
    'a formula of what a join gives',
    `{ p: 1 }, layers: [{ branch: { a: [], b: [${conv('${p}')}] } }, concat, ${conv('${in.channels - p}')}]`,
    ['{ p: 1 }', '{ p: 2 }'],
    ['nn.Conv2d(in_channels + p, in_channels + p - p, 1)'],
  ],
];

test.each(shared)('one class says %s', (name, block, uses, lines) => {
  const input = name.startsWith('an item') ? '  - global_avg_pool2d\n' : '';
  const layers = uses
    .map((given, index) => `  - use: unit\n    from: INPUT\n    with: ${given}\n    name: u${index}\n`)
    .join('');
  const from = input === '' ? 'input' : 'global_avg_pool2d';
  const spec = specOf(
    `${input}${layers.replaceAll('INPUT', from)}  - { concat: {}, from: [u0, u1] }\n`,
    `blocks:\n  unit: { params: ${block} }\n`,
  );
  const classes = classesOf(graphOf(spec), 'unit');
  expect(classes).toHaveLength(1);
  for (const line of lines) expect(classes[0]?.text).toContain(line);
});

test.each([
  ['a rounding that Python would write otherwise', conv('${round(p / 2)}'), ['{ p: 3 }', '{ p: 4 }']],
  ['a choice by a rounding', conv('${(4 if p < 3 else 8) if round(p / 3) == 1 else 8}'), ['{ p: 1 }', '{ p: 2 }']],
])('a class has no parameter for %s', (_name, layer, [one, other]) => {
  const spec = specOf(
    `  - { use: unit, with: ${one} }\n  - { use: unit, with: ${other} }\n`,
    `blocks:\n  unit: { params: { p }, layers: [${layer}, relu] }\n`,
  );
  for (const { parameters } of classesOf(graphOf(spec), 'unit')) expect(parameters).toEqual(['in_channels']);
});
