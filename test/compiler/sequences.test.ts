import { compile } from '../../src/compiler/compile';
import { helpOf, messageOf } from '../../src/diagnostics/wording';
import { valuesOf } from '../../src/dimensions/dimension';
import { minimumInput } from '../../src/summary/minimum-input';
import { expectErrors } from '../support/marks';

const specWith = (length: number, layers: string): string =>
  `modelc: 1\ninput: { length: ${length}, channels: 4 }\nlayers:\n${layers}\n`;

function graphOf(text: string) {
  const { graph, diagnostics } = compile(text);
  if (!graph || diagnostics.length > 0) throw new Error(diagnostics.map(messageOf).join(', '));
  return graph;
}

/** Lengths of PyTorch's Conv1d and pools with the same pads, and of Keras where padding is `same` or `causal`. */
test.each([
  [10, 'conv1d: { filters: 6, kernel: 3 }', '8 x 6', 3 * 4 * 6 + 6],
  [10, 'conv1d: { filters: 6, kernel: 3, stride: 2 }', '4 x 6', 78],
  [10, 'conv1d: { filters: 6, kernel: 3, stride: 2, padding: same }', '5 x 6', 78],
  [11, 'conv1d: { filters: 6, kernel: 3, stride: 2, padding: causal }', '6 x 6', 78],
  [10, 'conv1d: { filters: 6, kernel: 3, dilation: 4, padding: causal }', '10 x 6', 78],
  [10, 'conv1d: { filters: 6, kernel: 3, padding: 2 }', '12 x 6', 78],
  [10, 'conv1d: { filters: 6, kernel: 3, padding: [2, 0], bias: false }', '10 x 6', 72],
  [10, 'conv1d: { filters: 6, kernel: [3], groups: 2 }', undefined, 0],
  [10, 'conv1d: { filters: 6, kernel: 3, groups: 2 }', '8 x 6', 3 * 2 * 6 + 6],
  [10, 'depthwise_conv1d: { kernel: 4, multiplier: 2 }', '7 x 8', 4 * 4 * 2 + 8],
  [10, 'max_pool1d: { kernel: 3 }', '3 x 4', 0],
  [10, 'max_pool1d: { kernel: 3, stride: 2, ceil_mode: true }', '5 x 4', 0],
  [10, 'avg_pool1d: { kernel: 4, stride: 3, padding: [2, 0], count_include_pad: false }', '3 x 4', 0],
  [10, 'dense: { units: 3 }', '10 x 3', 4 * 3 + 3],
])('%i places, %s', (length, layer, output, parameters) => {
  const text = specWith(length, `  - ${layer}`);
  if (output === undefined) return expect(compile(text).diagnostics.map(({ code }) => code)).toEqual(['schema/value']);
  const { typings, weights } = graphOf(text);
  expect(valuesOf(typings.get(1)?.output ?? []).join(' x ')).toBe(output);
  const sizes = [...weights.values()].map(({ shape }) => shape.reduce((product, size) => product * size, 1));
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(parameters);
});

test.each([
  ['a kernel longer than its sequence', '  - conv1d: { filters: 1, kernel: ‹9› }', ['shape/kernel-too-big']],
  ['causal pools', '  - max_pool1d: { kernel: 2, padding: ‹causal› }', ['schema/value']],
  [
    'causal images',
    '  - reshape: { shape: [2, 3, 4] }\n  - conv2d: { filters: 1, kernel: 1, padding: ‹causal› }',
    ['schema/value'],
  ],
  ['a pool that pads in silence', '  - avg_pool1d: { kernel: 3, padding: ‹1› }', ['shape/count-include-pad']],
  ['groups that do not divide', '  - conv1d: { filters: 6, kernel: 1, groups: ‹3› }', ['shape/groups']],
  [
    'a concat along an axis that is not there',
    '  - branch: { a: [], b: [] }\n  - concat: { axis: ‹height› }',
    ['shape/no-axis'],
  ],
  [
    'a concat of features along length',
    '  - flatten\n  - branch: { a: [], b: [] }\n  - concat: { axis: ‹length› }',
    ['shape/no-axis'],
  ],
  [
    'a concat along one of several axes of one name',
    '  - reshape: { shape: [3, 1, 1, 1, 2, 4] }\n  - branch: { a: [], b: [] }\n  - concat: { axis: ‹length› }',
    ['shape/no-axis'],
  ],
  ['a concat along no axis at all', '  - branch: { a: [], b: [] }\n  - concat: { axis: ‹time› }', ['schema/value']],
  [
    'a concat of other channels',
    '  - branch: { a: [{ dense: { units: 3 } }], b: [] }\n  - ‹concat›: { axis: length }',
    ['shape/concat'],
  ],
  [
    'a concat of another length',
    '  - branch: { a: [{ max_pool1d: { kernel: 2 } }], b: [] }\n  - ‹concat›',
    ['shape/concat'],
  ],
  [
    'a sequence and too few features',
    '  - branch: { a: [global_avg_pool1d, { dense: { units: 2 } }], b: [] }\n  - ‹add›',
    ['shape/add'],
  ],
  [
    'an image and a sequence',
    '  - branch: { a: [{ reshape: { shape: [2, 3, 4] } }], b: [] }\n  - ‹concat›',
    ['shape/concat'],
  ],
])('%s', (_name, layers, codes) => expectErrors(specWith(6, layers), codes));

test.each(['{ length: 4 }', '{ length: 4, features: 2 }', '{ length: 4, height: 2, channels: 1 }'])(
  'input: %s is not a valid form',
  (input) => expectErrors(`modelc: 1\n‹input›: ${input}\nlayers: [relu]\n`, ['schema/input-form']),
);

describe('joins', () => {
  const first = (layers: string) => {
    const [found] = compile(specWith(12, layers)).diagnostics;
    if (!found) throw new Error('nothing was wrong');
    return { message: messageOf(found), help: helpOf(found), notes: found.notes.map(({ message }) => message) };
  };

  test('name the axes that must agree', () => {
    const { message } = first(
      '  - branch: { a: [{ dense: { units: 3 } }], b: [], c: [] }\n  - concat: { axis: length }',
    );
    expect(message).toBe(
      '`concat` along length needs values with the same channels: path `a` produces 3, the others 4',
    );
  });

  test('explain a length, and suggest the padding of the neighbours', () => {
    const causal = '{ conv1d: { filters: 4, kernel: 3, padding: causal } }';
    const { message, help, notes } = first(
      `  - branch:\n      a: [${causal}]\n      b: [{ conv1d: { filters: 2, kernel: 3 } }]\n      c: [${causal}]\n  - concat`,
    );
    expect(message).toBe('`concat` needs values with the same length: path `b` produces 10, the others 12');
    expect(notes[1]).toBe('length 10 comes from 12 at `input` (line 2), 12 - 3 + 1 = 10 in `b/conv1d` (line 6)');
    expect(help).toBe('write `padding: causal` on `b/conv1d`, which then produces 12 x 2');
  });

  test('along length add up, in any rank', () => {
    const { typings } = graphOf(
      specWith(12, '  - branch: { a: [], b: [{ max_pool1d: { kernel: 4 } }] }\n  - concat: { axis: length }'),
    );
    expect(valuesOf([...typings.values()].at(-1)?.output ?? [])).toEqual([15, 4]);
    const image = graphOf(
      'modelc: 1\ninput: { height: 4, width: 5, channels: 2 }\nlayers:\n  - branch: { a: [], b: [{ max_pool2d: { kernel: [1, 2] } }] }\n  - concat: { axis: width }\n',
    );
    expect(valuesOf([...image.typings.values()].at(-1)?.output ?? [])).toEqual([4, 7, 2]);
  });
});

test('receptive fields and smallest inputs go along the length', () => {
  const layers = [
    '  - conv1d: { filters: 4, kernel: 9, stride: 2 }',
    '  - max_pool1d: { kernel: 4 }',
    '  - conv1d: { filters: 4, kernel: 3, dilation: 2 }',
    '  - dense: { units: 8 }',
  ].join('\n');
  const graph = graphOf(specWith(200, layers));
  // 9, then 3 more cells with stride 2, then 4 more with stride 8: each layer adds (extent - 1) x the stride so far.
  expect([...graph.typings.values()].map(({ receptiveField }) => receptiveField)).toEqual([
    { length: { size: 1, jump: 1 } },
    { length: { size: 9, jump: 2 } },
    { length: { size: 15, jump: 8 } },
    { length: { size: 47, jump: 8 } },
    { length: { size: 47, jump: 8 } },
  ]);
  // 5 places before the last window, 20 before the pool, 47 before the first.
  const minimum = minimumInput(compile(specWith(200, layers)))?.training;
  expect(minimum?.length?.smallest).toBe(47);
  expect(minimum?.length?.below?.node).toBe('conv1d_2');
});
