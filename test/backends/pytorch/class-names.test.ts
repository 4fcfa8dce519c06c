import { emitPytorch } from '../../../src/backends/pytorch/emit-pytorch';
import { graphOf, specOf } from '../tfjs/support';

const classesOf = (layers: string, blocks: string): string[] => {
  const text = emitPytorch(graphOf(specOf(layers, `blocks:\n${blocks}`)));
  return [...text.matchAll(/^class (\w+)\(/gm)].map(([, name = '']) => name).filter((name) => name !== 'Model');
};
const pool = `  pool: { params: { padding: valid }, layers: [{ max_pool2d: { kernel: 3, stride: 1, padding: "\${padding}" } }, relu] }\n`;

test.each([
  [
    'a word that only it is given',
    '  - use: pool\n  - { use: pool, with: { padding: same } }\n',
    pool,
    ['Pool', 'PoolSame'],
  ],
  [
    'its rank',
    '  - use: norm\n  - global_avg_pool2d\n  - use: norm\n',
    '  norm: { layers: [layer_norm, relu] }\n',
    ['Norm', 'Norm1d'],
  ],
])('a second class of a block is called after %s', (_name, layers, blocks, names) => {
  expect(classesOf(layers, blocks)).toEqual(names);
});

test('a computed default that some use gives is an argument of all', () => {
  const blocks = `blocks:
  conv: { params: { kernel: 1, padding: { default: "\${(kernel - 1) / 2}" } }, layers: [{ conv2d: { filters: 4, kernel: "\${kernel}", padding: "\${padding}" } }, relu] }
  unit: { params: { size: 3 }, layers: [{ use: conv, with: { kernel: "\${size}" } }, relu] }
`;
  const layers = '  - { use: conv, with: { padding: 1 } }\n  - use: unit\n  - { use: unit, with: { size: 5 } }\n';
  const text = emitPytorch(graphOf(specOf(layers, blocks)));
  expect(text.match(/^class /gm)).toHaveLength(3);
  expect(text).toContain('Conv(in_channels, padding=(size - 1) // 2, kernel=size)');
  expect(text).toContain('Conv(4, padding=1)');
});

test('a default that is another parameter is no variable', () => {
  const blocks = `blocks:\n  unit: { params: { out: 4, inner: "\${out}" }, layers: [{ conv2d: { filters: "\${inner}", kernel: 1 } }, relu] }\n`;
  const text = emitPytorch(graphOf(specOf('  - use: unit\n  - { use: unit, with: { out: 5 } }\n', blocks)));
  expect(text).toContain('super().__init__(nn.Conv2d(in_channels, out, 1), nn.ReLU())');
  expect(text).not.toContain('inner');
});
