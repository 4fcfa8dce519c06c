import { emitPytorch } from '../../../src/backends/pytorch/emit-pytorch';
import { graphOf, specOf } from '../tfjs/support';

const lists = 'let: { widths: [4, 8, 8], counts: [1, 2, 3], strides: [[1, 2], [2, 1], [2, 1]], rate: 0.3 }\n';
const conv = (filters: string, stride = '1') =>
  `{ conv2d: { filters: "\${${filters}}", kernel: 3, stride: "\${${stride}}", padding: 1 } }`;
const repeat = (...layers: string[]) =>
  `  - repeat: { times: 3, as: s, layers: [${layers.join(', ')}] }\n    name: stages\n`;
const emit = (layers: string, blocks = '') => emitPytorch(graphOf(specOf(layers, `${lists}${blocks}`)));

test.each([
  [
    'with one variable for each',
    repeat(conv('widths[s]', 'strides[s][0]')),
    'for width, stride in [(4, 1), (8, 2), (8, 2)]:',
  ],
  [
    'around a loop that they make longer',
    repeat(`{ repeat: { times: "\${counts[s]}", layers: [${conv('widths[s]')}] } }`),
    'for count, width in [(1, 4), (2, 8), (3, 8)]:\n            for _ in range(count):',
  ],
  ['beside the counter', repeat(conv('widths[s] * 2 ** s')), 'for s, width in enumerate([4, 8, 8]):'],
  [
    'as a fraction that is whole for one of them',
    repeat(`{ use: unit, with: { rate: "\${rate * (sum(counts[:s]) + s) / 7}" } }`),
    '*(Unit(4, rate=0.3 * (start + s) / 7) for s, start in enumerate([0, 1, 3]))',
  ],
])('what iterations read from lists is in the header of the loop, %s', (_name, layers, code) => {
  const blocks = `blocks: { unit: { params: { rate: }, layers: [${conv('in.channels')}, { dropout: { rate: "\${rate}" } }] } }\n`;
  expect(emit(layers, blocks)).toContain(code);
});

test('a list of the same name in the block is not that of `let`', () => {
  const blocks = `blocks:\n  unit:\n    params: { widths: }\n    layers:\n    ${repeat(conv('widths[s]')).replace('\n', '\n    ')}\n`;
  const text = emit('  - { use: unit, with: { widths: [2, 3, 5] } }\n', blocks);
  expect(text).not.toContain('[4, 8, 8]');
  expect(text).toContain('nn.Conv2d(3, 5, 3, padding=1)');
});
