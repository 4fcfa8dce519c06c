import { compile } from '../../src/compiler/compile';
import { valuesOf } from '../../src/dimensions/dimension';
import { mainOutput } from '../../src/graph/graph';
import { expectErrors, specWith } from '../support/marks';

/** The output shape of a spec that must be right. */
function shapeOf(text: string): readonly number[] {
  const { graph, ok, diagnostics } = compile(text);
  if (!graph || !ok) throw new Error(diagnostics.map(({ code }) => code).join());
  return valuesOf(graph.typings.get(mainOutput(graph).value)?.output ?? []);
}

const conv = (filters: string): string => `conv2d: { filters: "\${${filters}}", kernel: 1 }`;

// The input is 8 x 8 x 4.
test.each([
  ['the channels of what enters', `  - ${conv('in.channels * 3')}`, [8, 8, 12]],
  ['of the layer before', `  - ${conv('6')}\n  - ${conv('in.channels / 2')}`, [8, 8, 3]],
  [
    'of a named item',
    `  - relu: {}\n    name: a\n  - ${conv('9')}\n  - ${conv('in.channels + 1')}\n    from: a`,
    [8, 8, 5],
  ],
  ['of the input of the file', `  - ${conv('6')}\n  - ${conv('input.channels + in.channels')}`, [8, 8, 10]],
  ['a spatial axis', '  - avg_pool2d: { kernel: ["${in.height}", "${in.width / 2}"] }', [1, 2, 4]],
  ['a choice by a spatial axis', '  - avg_pool2d: { kernel: ["${2 if in.height > 6 else 1}", 4] }', [4, 2, 4]],
  ['features', '  - flatten\n  - dense: { units: "${in.features / 64}" }', [4]],
  [
    'iterations of a repeat',
    '  - repeat: { times: "${in.channels / 2}", layers: [{ max_pool2d: { kernel: 2 } }] }',
    [2, 2, 4],
  ],
  ['inside a repeat', `  - repeat: { times: 3, layers: [{ ${conv('in.channels * 2')} }] }`, [8, 8, 32]],
  ['a condition that is true', `  - ${conv('5')}\n    when: "\${in.channels == 4}"`, [8, 8, 5]],
  ['a condition that is false', `  - ${conv('5')}\n    when: "\${in.channels != 4}"`, [8, 8, 4]],
  [
    'conditions one of which is true, with one name',
    `  - ${conv('5')}\n    name: c\n    when: "\${in.channels == 4}"\n  - ${conv('6')}\n    name: c\n    when: "\${in.channels != 5}"`,
    [8, 8, 5],
  ],
  [
    'a join of a branch',
    '  - branch: { a: [relu], b: [tanh] }\n  - concat: {}\n    when: "${input.channels == 4}"',
    [8, 8, 8],
  ],
  [
    'branches one of which is kept, before one join',
    '  - branch: { a: [relu], b: [tanh] }\n    when: "${input.channels == 4}"\n  - branch: { a: [relu] }\n    when: "${input.channels != 4}"\n  - concat',
    [8, 8, 8],
  ],
  [
    'a side path',
    `  - side: { layers: [{ ${conv('in.channels')} }] }\n    name: s\n  - add: {}\n    from: [input, s]`,
    [8, 8, 4],
  ],
])('a size of %s', (_name, layers, shape) => {
  expect(shapeOf(specWith(layers))).toEqual(shape);
});

test('arguments that a choice by a size hands on', () => {
  const block =
    'let: { few: 2 }\nblocks: { wide: { params: { out: null }, layers: [{ conv2d: { filters: "${out}", kernel: 1 } }] } }\n';
  const use = '  - use: wide\n    with: { out: "${few if in.width > 6 else 9}" }';
  expect(shapeOf(specWith(use).replace('input:', `${block}input:`))).toEqual([8, 8, 2]);
});

const excite = `blocks:
  excite:
    params: { reduction: 2, hidden: "\${input.channels / reduction}" }
    layers:
      - branch:
          value: []
          weight: [global_avg_pool2d, { dense: { units: "\${hidden}" } }, { dense: { units: "\${input.channels}" } }]
      - multiply
`;
const pair = `blocks:
  pair:
    inputs: [left, right]
    params: { out: "\${left.channels + right.channels}" }
    layers:
      - concat: {}
        from: [left, right]
      - conv2d: { filters: "\${out}", kernel: 1 }
`;

test.each([
  ['the inputs of a block', excite, '  - use: excite\n  - use: excite\n    with: { reduction: 4 }', [8, 8, 4]],
  ['an argument', excite, '  - use: excite\n    with: { reduction: "${in.channels}" }', [8, 8, 4]],
  [
    'the named inputs of a block',
    pair,
    `  - ${conv('3')}\n    name: c\n  - use: pair\n    from: [input, c]`,
    [8, 8, 7],
  ],
])('a size of %s', (_name, blocks, layers, shape) => {
  expect(shapeOf(specWith(layers, blocks))).toEqual(shape);
});

test.each([
  ['an axis that the value lacks', '  - flatten\n  - dense: { units: "${‹in.channels›}" }', ['expression/no-size']],
  ['a word that is no axis', `  - ${conv('‹in.chanels›')}`, ['expression/unknown-name']],
  ['an item that is no input', `  - relu\n  - ${conv('‹relu.channels›')}`, ['expression/unknown-name']],
  ['an axis alone', `  - ${conv('‹channels›')}`, ['expression/unknown-name']],
  [
    'several values',
    '  - branch: { a: [relu], b: [] }\n  - concat: { axis: width }\n    when: "${‹in.channels› == 4}"',
    ['expression/no-size'],
  ],
  ['a name', '  - relu: {}\n    name: "a${‹in.channels›}"', ['expression/unknown-name']],
  ['a fraction', '  - conv2d: { filters: ‹"${in.channels / 3}"›, kernel: 1 }', ['schema/value']],
  [
    'a value that an error leaves unknown',
    `  - conv2d: { filters: 3, ‹kernel›: 9 }\n  - ${conv('in.channels')}`,
    ['shape/kernel-too-big'],
  ],
])('a size of %s is wrong', (_name, layers, codes) => {
  const marked = specWith(layers).replace('‹kernel›: 9', 'kernel: ‹9›');
  expectErrors(marked, codes);
});

test('the error about a wrong value says where its sizes come from', () => {
  const { diagnostics } = compile(specWith(`  - ${conv('in.channels * 2')}\n  - ${conv('in.channels / 3')}`));
  expect(diagnostics.map(({ notes }) => notes.map(({ message }) => message))).toEqual([
    ['channels 8 comes from 4 at `input` (line 2), 4 * 2 = 8 in `conv2d` (line 4)'],
  ]);
});

test('a size that an expression computes has the formula with its numbers as its origin', () => {
  const layers = `  - ${conv('in.channels * 2')}\n  - branch: { a: [], b: [{ conv2d: { filters: 3, kernel: 1 } }] }\n  - add`;
  const { diagnostics } = compile(specWith(layers));
  const messages = diagnostics.flatMap(({ notes }) => notes.map(({ message }) => message));
  expect(messages).toContain('channels 8 comes from 4 at `input` (line 2), 4 * 2 = 8 in `conv2d` (line 4)');
});

test('a default that uses a size is checked in each use', () => {
  const marked = specWith('  - use: excite\n    with: { reduction: 3 }', excite).replace(
    'hidden: "${input.channels / reduction}"',
    'hidden: { type: integer, default: ‹"${input.channels / reduction}"› }',
  );
  expectErrors(marked, ['blocks/parameter-type']);
});
