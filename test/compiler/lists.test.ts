import { compile } from '../../src/compiler/compile';
import { valuesOf } from '../../src/dimensions/dimension';
import { expectErrors, specWith } from '../support/marks';

/** The kernel and the filters of each convolution of a spec that must be right. */
function convolutionsOf(text: string, settings?: ReadonlyMap<string, string>): string[] {
  const { graph, ok, diagnostics } = compile(text, 'spec.yaml', { ...(settings && { settings }) });
  if (!graph || !ok) throw new Error(diagnostics.map(({ code, span }) => `${code} ${span.start}`).join());
  return graph.nodes.flatMap(({ id, kind, attributes }) => {
    if (kind !== 'conv2d') return [];
    return [`${valuesOf(graph.typings.get(id)?.output ?? []).at(-1)} by ${attributes?.kernel.join(' x ')}`];
  });
}

const unit = `blocks:
  unit: { params: { kernel: 3, out: 4 }, layers: [{ conv2d: { filters: "\${out}", kernel: "\${kernel}", padding: same } }] }
`;
const lets = 'let: { widths: [16, 32], pair: [1, 7], pairs: [[1, 3], [3, 1]] }\n';

test.each([
  ['a pair as an argument', unit, '  - { use: unit, with: { kernel: [1, 7] } }', ['4 by 1 x 7']],
  [
    'a pair of expressions',
    unit,
    '  - { use: unit, with: { kernel: ["${in.channels}", "${2 + 1}"] } }',
    ['4 by 4 x 3'],
  ],
  [
    'a default list of the parameters before it',
    'blocks: { unit: { params: { a: 4, out: ["${a}", "${a * 2}", "${input.channels}"] }, layers: [{ repeat: { over: "${out}", as: w, layers: [{ conv2d: { filters: "${w}", kernel: 1 } }] } }] } }\nallow: [layers/two-linear]\n',
    '  - { use: unit, with: { a: 3 } }',
    ['3 by 1 x 1', '6 by 1 x 1', '4 by 1 x 1'],
  ],
  [
    'a list of `let`',
    lets + unit,
    '  - { use: unit, with: { kernel: "${pair}", out: "${widths[1]}" } }',
    ['32 by 1 x 7'],
  ],
  ['an item of an item', lets + unit, '  - { use: unit, with: { kernel: "${pairs[1][0]}" } }', ['4 by 3 x 3']],
  ['a whole item', lets + unit, '  - { use: unit, with: { kernel: "${pairs[0]}" } }', ['4 by 1 x 3']],
  [
    'a default',
    unit.replace('kernel: 3', 'kernel: [3, 1]'),
    '  - use: unit\n  - { use: unit, with: { kernel: 5 } }',
    ['4 by 3 x 1', '4 by 5 x 5'],
  ],
  [
    'a repeat over a list',
    '',
    '  - repeat: { over: [8, 16], as: width, layers: [{ conv2d: { filters: "${width}", kernel: 1 } }] }',
    ['8 by 1 x 1', '16 by 1 x 1'],
  ],
  [
    'a repeat over lists, with a name for each part',
    '',
    '  - repeat: { over: [[8, [1, 3]], [4, 3]], as: [out, k], layers: [{ conv2d: { filters: "${out}", kernel: "${k}" } }] }',
    ['8 by 1 x 3', '4 by 3 x 3'],
  ],
  [
    'a repeat over a list of `let`',
    lets,
    '  - repeat: { over: "${widths}", as: w, layers: [{ conv2d: { filters: "${w}", kernel: 1 } }] }',
    ['16 by 1 x 1', '32 by 1 x 1'],
  ],
  [
    'an item of a map',
    'let: { net: big, nets: { small: { out: 2, kernel: 1 }, big: { out: "${2 * 4}", kernel: [3, 1] } } }\n',
    '  - conv2d: { filters: "${nets[net][\'out\']}", kernel: "${nets[net][\'kernel\']}" }',
    ['8 by 3 x 1'],
  ],
  [
    'a map as an argument',
    'blocks:\n  unit: { params: { size }, layers: [{ conv2d: { filters: "${size[\'out\']}", kernel: 1 } }] }\n',
    '  - { use: unit, with: { size: { out: 5 } } }',
    ['5 by 1 x 1'],
  ],
  [
    'a repeat over maps',
    '',
    '  - repeat: { over: [{ out: 8 }, { out: 4 }], as: unit, layers: [{ conv2d: { filters: "${unit[\'out\']}", kernel: 1 } }] }',
    ['8 by 1 x 1', '4 by 1 x 1'],
  ],
  [
    'arguments that pass on the values of their names',
    `let: { kernel: [1, 2] }\n${unit}`,
    '  - repeat: { over: [8, 16], as: out, layers: [{ use: unit, with: { kernel, out: } }] }',
    ['8 by 1 x 2', '16 by 1 x 2'],
  ],
  [
    'an attribute of a kind in a parameter that passes on a value',
    'let: { kind: conv2d, kernel: 3 }\n',
    '  - { use: "${kind}", with: { filters: 2, kernel } }',
    ['2 by 3 x 3'],
  ],
  ['a repeat over nothing', '', '  - repeat: { over: [], layers: [relu] }', []],
])('%s', (_name, head, layers, convolutions) => {
  expect(convolutionsOf(specWith(layers, head))).toEqual(convolutions);
});

test('a list on the command line', () => {
  const layers = '  - repeat: { over: "${widths}", as: w, layers: [{ conv2d: { filters: "${w}", kernel: 1 } }] }';
  expect(convolutionsOf(specWith(layers, 'let: { widths: [16] }\n'), new Map([['widths', '[2, 3]']]))).toEqual([
    '2 by 1 x 1',
    '3 by 1 x 1',
  ]);
});

test('lists in a list on the command line, with other spaces', () => {
  const layers = '  - conv2d: { filters: "${pairs[1][0]}", kernel: "${pairs[0]}" }';
  const settings = new Map([['pairs', '[[1,3], [ 5,2 ]]']]);
  expect(convolutionsOf(specWith(layers, 'let: { pairs: [[3, 3]] }\n'), settings)).toEqual(['5 by 1 x 3']);
});

/** The names of the values that the last item takes. */
function inputsOfLast(text: string): readonly (string | undefined)[] {
  const { graph, ok, diagnostics } = compile(text, 'spec.yaml');
  if (!graph || !ok) throw new Error(diagnostics.map(({ code, span }) => `${code} ${span.start}`).join());
  const names = new Map(graph.nodes.map(({ id, name }) => [id, name]));
  return graph.nodes.at(-1)?.inputs.map((id) => names.get(id)) ?? [];
}

const twice = (name: string, layers: string): string => `{ repeat: { times: 2, layers: [${layers}] }, name: ${name} }`;

test.each([
  ['a repeat', twice('stage', 'relu'), 'stage/*/relu', ['stage/0/relu', 'stage/1/relu']],
  ['the iterations themselves', twice('stage', 'relu, tanh'), 'stage/*', ['stage/0/tanh', 'stage/1/tanh']],
  [
    'repeats in a repeat',
    twice('outer', `${twice('inner', 'relu')}, tanh`),
    'outer/*/inner/*/relu',
    ['outer/0/inner/0/relu', 'outer/0/inner/1/relu', 'outer/1/inner/0/relu', 'outer/1/inner/1/relu'],
  ],
])('`*` stands for every iteration of %s', (_name, layers, from, inputs) => {
  const text = specWith(`  - ${layers}\n  - add: {}\n    from: ${from}`);
  expect(inputsOfLast(text)).toEqual(inputs);
});

test('a name with `*` counts as the values that it stands for', () => {
  const codes = (from: string): readonly string[] => {
    const joins = `  - { add: {}, from: ${from} }\n`.repeat(3).trimEnd();
    const text = specWith(`  - repeat: { times: 10, layers: [relu] }\n    name: stage\n${joins}`);
    return compile(text, 'spec.yaml', { limits: { layers: 40 } }).diagnostics.map(({ code }) => code);
  };
  expect(codes('[stage/0/relu, stage/1/relu]')).not.toContain('graph/too-many-nodes');
  expect(codes('stage/*/relu')).toContain('graph/too-many-nodes');
});

test('a key and a map on the command line', () => {
  const layers = '  - conv2d: { filters: "${nets[net]}", kernel: 1 }';
  const head = 'let: { net: a, nets: { a: 1, b: 2 } }\n';
  expect(convolutionsOf(specWith(layers, head), new Map([['net', 'b']]))).toEqual(['2 by 1 x 1']);
  const settings = new Map([['nets', '{ a: 7 }']]);
  expect(convolutionsOf(specWith(layers, head), settings)).toEqual(['7 by 1 x 1']);
});

const over = (list: string, as = 'w', filters = '${w}'): string =>
  `  - repeat: { over: ${list}, as: ${as}, layers: [{ conv2d: { filters: "${filters}", kernel: 1 } }] }`;

test.each([
  ['an index beyond a list', lets, '  - conv2d: { filters: "${widths[‹2›]}", kernel: 1 }', ['expression/type']],
  ['an index of a number', 'let: { n: ‹3› }\n', '  - conv2d: { filters: "${n[0]}", kernel: 1 }', ['expression/type']],
  ['an index that is missing', lets, '  - conv2d: { filters: "${widths[‹]›}", kernel: 1 }', ['expression/syntax']],
  [
    'arithmetic with a list',
    'let: { pair: ‹[1, 7]› }\n',
    '  - conv2d: { filters: "${pair * 2}", kernel: 1 }',
    ['expression/type'],
  ],
  [
    'a list where a number is needed',
    'let: { pair: ‹[1, 7]› }\n',
    '  - conv2d: { filters: "${pair}", kernel: 1 }',
    ['schema/value'],
  ],
  [
    'a list for a text',
    'blocks:\n  unit: { params: { a: same }, layers: [{ conv2d: { filters: 1, kernel: 1, padding: "${a}" } }] }\n',
    '  - { use: unit, with: { a: ‹[1, 2]› } }',
    ['blocks/parameter-type'],
  ],
  ['nothing in a list', 'let: { pair: ‹[1, null]› }\n', '  - relu', ['schema/value']],
  ['a key of a list', lets, '  - conv2d: { filters: "${widths[‹\'a\'›]}", kernel: 1 }', ['expression/type']],
  ['a slice beyond a list', lets, '  - conv2d: { filters: "${sum(widths[:‹3›])}", kernel: 1 }', ['expression/type']],
  ['a slice backwards', lets, '  - conv2d: { filters: "${sum(widths[1:‹0›])}", kernel: 1 }', ['expression/type']],
  [
    'a sum of lists',
    'let: { pairs: ‹[[1, 3]]› }\n',
    '  - conv2d: { filters: "${sum(pairs)}", kernel: 1 }',
    ['expression/type'],
  ],
  [
    'an iteration of a layer',
    '',
    '  - relu: {}\n    name: stage\n  - add: {}\n    from: ‹stage/*/relu›',
    ['wiring/unknown-name'],
  ],
  [
    'every iteration of a repeat without any',
    '',
    '  - repeat: { times: 0, layers: [relu] }\n    name: stage\n  - add: {}\n    from: ‹stage/*/relu›',
    ['wiring/unknown-name'],
  ],
  [
    'an unknown key',
    'let: { nets: { a: 1, b: 2 } }\n',
    '  - conv2d: { filters: "${nets[‹\'c\'›]}", kernel: 1 }',
    ['expression/unknown-key'],
  ],
  [
    'a number as a key',
    'let: { nets: { a: 1 } }\n',
    '  - conv2d: { filters: "${nets[‹0›]}", kernel: 1 }',
    ['expression/type'],
  ],
  [
    'a part of a map with a dot',
    'let: { nets: { a: 1 } }\n',
    '  - conv2d: { filters: "${‹nets.a›}", kernel: 1 }',
    ['expression/unknown-name'],
  ],
  [
    'a value declared below a map that uses it',
    'let:\n  nets: ‹{ a: "${base}" }›\n  base: 2\n',
    '  - conv2d: { filters: "${nets[\'a\']}", kernel: 1 }',
    ['let/defined-below'],
  ],
  [
    'an argument without a value or a value of its name',
    'blocks:\n  unit: { params: { size }, layers: [{ conv2d: { filters: "${size}", kernel: 1 } }] }\n',
    '  - { use: unit, with: { ‹size› } }',
    ['expression/unknown-name'],
  ],
  ['`over` a number', '', over('‹3›'), ['schema/shape-of']],
  ['`over` an expression that is a number', '', over('‹"${3}"›'), ['schema/shape-of']],
  ['an item with too few parts', '', over('[[1, 2], ‹[3]›]', '[w, k]'), ['schema/shape-of']],
  ['an item that is wrong for a layer', '', over('[8, ‹0›]'), ['schema/value']],
  ['`times` and `over`', '', '  - repeat: { times: 2, ‹over›: [1], layers: [relu] }', ['schema/times-and-over']],
  ['neither of them', '', '  - ‹repeat›: { layers: [relu] }', ['schema/missing']],
  ['several names of a counter', '', '  - repeat: { times: 2, as: ‹[a, b]›, layers: [relu] }', ['schema/shape-of']],
])('%s is an error', (_name, head, layers, codes) => {
  expectErrors(specWith(layers, head), codes);
});

test('a wrong name in every iteration is one mistake, and is written as it was', () => {
  const { diagnostics } = compile(
    'modelc: 1\ninput: { height: 4, width: 4, channels: 2 }\nlayers:\n  - repeat: { times: 3, layers: [{ relu: {}, name: first }, tanh] }\n    name: stage\n  - concat: {}\n    from: stage/*/fist\n',
  );
  expect(diagnostics.map(({ code }) => code)).toEqual(['wiring/unknown-name']);
  expect(diagnostics[0]?.fixes).toMatchObject([{ certainty: 'certain', edits: [{ newText: 'stage/*/first' }] }]);
});
