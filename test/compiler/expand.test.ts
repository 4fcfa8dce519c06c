import { compile } from '../../src/compiler/compile';
import { summarizeGraph } from '../../src/summary/summary';
import { specWith } from '../support/marks';

/** Each node as `name <- inputs: shape`. */
function nodesOf(text: string): string[] {
  const { graph, diagnostics } = compile(text);
  expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  if (!graph) throw new Error('no graph');
  return summarizeGraph(graph).nodes.map(
    ({ name, from, output }) => `${name} <- ${from.join(', ')}: ${output?.join(' x ')}`,
  );
}

test.each([
  ['layers follow one another', '  - relu\n  - tanh', ['relu <- input: 8 x 8 x 4', 'tanh <- relu: 8 x 8 x 4']],
  [
    'names come from kind and place',
    '  - relu\n  - relu: {}\n    name: mine\n  - relu:',
    ['relu <- input: 8 x 8 x 4', 'mine <- relu: 8 x 8 x 4', 'relu_3 <- mine: 8 x 8 x 4'],
  ],
  [
    'from takes another value',
    '  - relu\n  - tanh: {}\n    from: input\n  - add:\n    from: [relu, tanh]',
    ['relu <- input: 8 x 8 x 4', 'tanh <- input: 8 x 8 x 4', 'add <- relu, tanh: 8 x 8 x 4'],
  ],
  [
    'an empty path is the identity',
    '  - branch: { a: [relu], b: [] }\n  - add',
    ['a/relu <- input: 8 x 8 x 4', 'add <- a/relu, input: 8 x 8 x 4'],
  ],
  [
    'paths join in the order of the file',
    '  - branch: { z: [relu], 1st: [], a: [tanh] }\n  - concat'.replace('1st', 'first'),
    ['z/relu <- input: 8 x 8 x 4', 'a/tanh <- input: 8 x 8 x 4', 'concat <- z/relu, input, a/tanh: 8 x 8 x 12'],
  ],
  [
    'names that look like indices keep their order',
    '  - branch: { b2: [relu], b1: [tanh] }\n  - concat',
    ['b2/relu <- input: 8 x 8 x 4', 'b1/tanh <- input: 8 x 8 x 4', 'concat <- b2/relu, b1/tanh: 8 x 8 x 8'],
  ],
  [
    'a branch of another value',
    '  - relu\n  - tanh\n  - branch: { a: [sigmoid], b: [] }\n    from: relu\n  - add',
    [
      'relu <- input: 8 x 8 x 4',
      'tanh <- relu: 8 x 8 x 4',
      'a/sigmoid <- relu: 8 x 8 x 4',
      'add <- a/sigmoid, relu: 8 x 8 x 4',
    ],
  ],
  [
    'branches nest',
    '  - branch:\n      a:\n        - branch: { c: [relu], d: [tanh] }\n        - concat\n      b: []\n  - concat',
    [
      'a/c/relu <- input: 8 x 8 x 4',
      'a/d/tanh <- input: 8 x 8 x 4',
      'a/concat <- a/c/relu, a/d/tanh: 8 x 8 x 8',
      'concat <- a/concat, input: 8 x 8 x 12',
    ],
  ],
  [
    'a path sees the names around it',
    '  - relu: {}\n    name: stem\n  - tanh\n  - branch:\n      a: [{ add: {}, from: [stem, tanh] }]\n      b: []\n  - add',
    [
      'stem <- input: 8 x 8 x 4',
      'tanh <- stem: 8 x 8 x 4',
      'a/add <- stem, tanh: 8 x 8 x 4',
      'add <- a/add, tanh: 8 x 8 x 4',
    ],
  ],
  [
    'the end of a path, by its name',
    '  - branch: { a: [relu, tanh], b: [] }\n  - add\n  - concat: {}\n    from: [a, a/relu]',
    [
      'a/relu <- input: 8 x 8 x 4',
      'a/tanh <- a/relu: 8 x 8 x 4',
      'add <- a/tanh, input: 8 x 8 x 4',
      'concat <- a/tanh, a/relu: 8 x 8 x 8',
    ],
  ],
])('%s', (_name, layers, nodes) => expect(nodesOf(specWith(layers))).toEqual(nodes));

const UNIT =
  'blocks:\n  unit:\n    params: { out: 6, k: 3 }\n    layers:\n      - conv2d: { filters: "${out}", kernel: "${k}" }\n      - relu\n';

test.each([
  ['defaults', '  - use: unit', UNIT, ['unit/conv2d <- input: 6 x 6 x 6', 'unit/relu <- unit/conv2d: 6 x 6 x 6']],
  [
    'parameters, twice, and a name',
    '  - use: unit\n    with: { out: 2 }\n  - use: unit\n    name: second\n    with: { k: 1 }',
    UNIT,
    [
      'unit/conv2d <- input: 6 x 6 x 2',
      'unit/relu <- unit/conv2d: 6 x 6 x 2',
      'second/conv2d <- unit/relu: 6 x 6 x 6',
      'second/relu <- second/conv2d: 6 x 6 x 6',
    ],
  ],
  [
    'a block in a block, with an expression as argument',
    '  - use: outer',
    `${UNIT}  outer:\n    params: { width: 2 }\n    layers:\n      - use: unit\n        with: { out: "\${width * 3 - 1}" }\n`,
    ['outer/unit/conv2d <- input: 6 x 6 x 5', 'outer/unit/relu <- outer/unit/conv2d: 6 x 6 x 5'],
  ],
  [
    'a block used before it is written',
    '  - use: late',
    'blocks:\n  late: { layers: [{ use: later }] }\n  later: { layers: [tanh] }\n',
    ['late/later/tanh <- input: 8 x 8 x 4'],
  ],
  [
    'the input of a block, by its name',
    '  - relu\n  - use: skip',
    'blocks:\n  skip: { layers: [tanh, { add: {}, from: [tanh, input] }] }\n',
    ['relu <- input: 8 x 8 x 4', 'skip/tanh <- relu: 8 x 8 x 4', 'skip/add <- skip/tanh, relu: 8 x 8 x 4'],
  ],
  [
    'inside a block, by its path',
    '  - use: unit\n    name: u\n  - add: {}\n    from: [u, u/conv2d]',
    UNIT,
    ['u/conv2d <- input: 6 x 6 x 6', 'u/relu <- u/conv2d: 6 x 6 x 6', 'add <- u/relu, u/conv2d: 6 x 6 x 6'],
  ],
  [
    'an anchor and its alias',
    '  - conv2d: &c { filters: 3, kernel: 1 }\n  - conv2d: *c',
    '',
    ['conv2d <- input: 8 x 8 x 3', 'conv2d_2 <- conv2d: 8 x 8 x 3'],
  ],
  [
    'two branches with paths of the same name',
    '  - branch: { main: [relu], skip: [] }\n  - add\n  - branch: { main: [tanh], skip: [] }\n  - add\n  - concat: {}\n    from: [main/relu, main_2]',
    '',
    [
      'main/relu <- input: 8 x 8 x 4',
      'add <- main/relu, input: 8 x 8 x 4',
      'main_2/tanh <- add: 8 x 8 x 4',
      'add_2 <- main_2/tanh, add: 8 x 8 x 4',
      'concat <- main/relu, main_2/tanh: 8 x 8 x 8',
    ],
  ],
  [
    'a word as parameter',
    '  - use: pad',
    'blocks:\n  pad: { params: { how: same }, layers: [{ conv2d: { filters: 1, kernel: 3, padding: "${how}" } }] }\n',
    ['pad/conv2d <- input: 8 x 8 x 1'],
  ],
  [
    'names from JavaScript are names like others',
    '  - relu: {}\n    name: toString\n  - tanh: {}\n    name: hasOwnProperty\n    from: toString',
    '',
    ['toString <- input: 8 x 8 x 4', 'hasOwnProperty <- toString: 8 x 8 x 4'],
  ],
])('%s', (_name, layers, blocks, nodes) => expect(nodesOf(specWith(layers, blocks))).toEqual(nodes));

test('one mistake in a block used three times is one error that says so', () => {
  const layers = '  - use: unit\n    with: { k: 9 }\n'.repeat(3).trimEnd();
  const { diagnostics } = compile(specWith(layers, UNIT));
  expect(diagnostics.map(({ code }) => code)).toEqual(['shape/kernel-too-big']);
});

test('the same mistake seen in several uses counts them', () => {
  const blocks = 'blocks:\n  unit: { layers: [{ conv2d: { filters: 3, kernel: 1, padding: smae } }] }\n';
  const { diagnostics } = compile(specWith('  - use: unit\n  - use: unit\n  - use: unit', blocks));
  expect(diagnostics).toHaveLength(1);
  expect(diagnostics[0]?.notes.at(-1)?.message).toContain('3 uses');
});
