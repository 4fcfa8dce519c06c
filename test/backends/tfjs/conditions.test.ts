import { specs } from './specs';
import { emit, specOf } from './support';

/** How many functions a program has for each block. */
function functionsIn(program: string): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const [, block = ''] of program.matchAll(/^\/\*\* Block `(\w+)`/gm)) counts[block] = (counts[block] ?? 0) + 1;
  return counts;
}

test('uses that differ by conditions, counts and shares have one function', async () => {
  expect(functionsIn(await emit(specs.conditions as string))).toEqual({
    point: 1,
    gate: 1,
    weigh: 1,
    unit: 1,
    halves: 1,
  });
});

const twice = (block: string, settings: readonly [string, string]): string =>
  specOf(
    settings.map((given) => `  - { use: block, with: { ${given} } }\n`).join(''),
    `blocks:\n  block:\n    params: { on: false, sizes: [1] }\n    layers:\n${block}`,
  );

test.each<[what: string, block: string, settings: [string, string], functions: number]>([
  ['the last item', '      - relu\n      - { tanh: {}, when: "${on}" }\n', ['on: true', 'on: false'], 1],
  ['the first item', '      - { tanh: {}, when: "${on}" }\n      - relu\n', ['on: false', 'on: true'], 1],
  [
    'all items',
    '      - { tanh: {}, when: "${on}" }\n      - { relu: {}, when: "${on}" }\n',
    ['on: false', 'on: true'],
    1,
  ],
  [
    'a choice',
    '      - { tanh: {}, when: "${on}" }\n      - { relu: {}, when: "${not on}" }\n',
    ['on: false', 'on: true'],
    1,
  ],
  [
    'an item that reads a value by name',
    '      - relu: {}\n        name: r\n      - { tanh: {}, when: "${on}" }\n      - { add: {}, from: [r, input] }\n',
    ['on: false', 'on: true'],
    1,
  ],
  [
    'what a program cannot say',
    '      - conv2d: { filters: "${len(sizes)}", kernel: 3 }\n',
    ['sizes: [1, 2]', 'sizes: [1, 2, 3]'],
    2,
  ],
])('one function for %s, if possible', async (_what, block, settings, functions) => {
  expect(functionsIn(await emit(twice(block, settings)))).toEqual({ block: functions });
});

test('a block that gives back its input, and is read by name, is not called', async () => {
  const program = await emit(
    specOf(
      '  - { use: outer, with: { on: true } }\n  - { use: outer, with: { on: false } }\n',
      `blocks:
  outer:
    params: { on }
    layers:
      - relu
      - { use: gate, with: { on }, name: gated }
      - { add: {}, from: [ gated, input ] }
  gate:
    params: { on }
    layers: [ { tanh: {}, when: "\${on}" } ]
`,
    ),
  );
  expect(functionsIn(program)).toEqual({ outer: 2, gate: 1 });
  expect(program.match(/ gate\(relu/g)).toHaveLength(1);
});

test.each<[what: string, split: string, ends: string[]]>([
  ['equal parts', '', ['end: input.shape[3]! / 2', 'start: input.shape[3]! / 2']],
  ['numbers, also where they are equal', '        sizes: [2, 2]\n', ['end: 2', 'start: 2']],
  ['expressions', '        sizes: ["${few}", "${in.channels - few}"]\n', ['end: few', 'start: few']],
])('the shares of a split are what the spec says: %s', async (_what, sizes, ends) => {
  const layers = `      - split: { x: [], y: [{ conv2d: { filters: 2, kernel: 1 } }] }\n${sizes}      - concat\n`;
  const blocks = `blocks:\n  block:\n    params: { few: 2 }\n    layers:\n${layers}`;
  const program = await emit(specOf('  - { use: block }\n', blocks));
  expect([...program.matchAll(/new Slice\(\{ axis: -1, (.*?) \}\)/g)].map(([, end]) => end)).toEqual(ends);
});

test.each([
  [
    'a kernel and a stride',
    'kernel: "${size}", stride: "${step}", padding: same',
    'size: 3, step: 1',
    'size: 1, step: 2',
  ],
  ['a stride', 'kernel: 1, stride: "${step}"', 'step: 1', 'step: 2'],
  ['a kernel', 'kernel: "${size}", stride: 2', 'size: 3', 'size: 1'],
])('a kernel of one cell with a stride needs no function of its own: %s', async (_what, attributes, first, second) => {
  const uses = `  - { use: block, with: { ${first} } }\n  - { use: block, with: { ${second} } }\n`;
  const params = ['size', 'step'].filter((name) => attributes.includes(name)).join(', ');
  const blocks = `blocks:\n  block:\n    params: { ${params} }\n    layers: [{ conv2d: { filters: 4, ${attributes} } }, relu]\n`;
  const program = await emit(specOf(uses, blocks));
  expect(functionsIn(program)).toEqual({ block: 1 });
  expect(program).toContain('new Convolution2d({');
});

test('a convolution that never skips cells is one of tfjs', async () => {
  const uses = '  - { use: block, with: { size: 3, step: 2 } }\n  - { use: block, with: { size: 1, step: 1 } }\n';
  const layers = 'conv2d: { filters: 4, kernel: "${size}", stride: "${step}", padding: same }';
  const program = await emit(
    specOf(uses, `blocks:\n  block:\n    params: { size, step }\n    layers: [{ ${layers} }]\n`),
  );
  expect(program).toContain('tf.layers.conv2d({');
  expect(program).not.toContain('Convolution2d');
});
