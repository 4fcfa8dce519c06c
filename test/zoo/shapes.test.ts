import { graphOf, shapeOf } from './zoo';

type Settings = Readonly<Record<string, string>>;
type Sizes = Readonly<Record<string, string>>;

test.each<readonly [string, Settings, Sizes]>([
  [
    'inception-v3',
    { size: '150' },
    // As in TF-slim's test with half the size: 3 x 3 x 2048 before the pool.
    { Mixed_5d: '16x16x288', Mixed_6e: '7x7x768', Mixed_7c: '3x3x2048' },
  ],
  ['inception-v3', { size: '224' }, { Mixed_5d: '25x25x288', Mixed_6e: '12x12x768', Mixed_7c: '5x5x2048' }],
  ['inception-v3', { size: '75' }, { Mixed_5d: '7x7x288', Mixed_6e: '3x3x768', Mixed_7c: '1x1x2048' }],
  ['inception-v4', { size: '150' }, { Mixed_7: '3x3x1536' }],
  ['inception-v4', { size: '75' }, { Mixed_7: '1x1x1536' }],
  ['inception-resnet-v2', { size: '75' }, { Conv2d_7b_1x1: '1x1x1536' }],
  // TF-slim's `output_stride` and `align_feature_maps`.
  ['inception-resnet-v2', { output_stride: '8' }, { Mixed_6a: '33x33x1088', block17: '33x33x1088' }],
  [
    'inception-resnet-v2',
    { edges: 'same' },
    { Conv2d_1a_3x3: '150x150x32', MaxPool_5a_3x3: '38x38x192', Mixed_6a: '19x19x1088', block17: '19x19x1088' },
  ],
  ['inception-resnet-v2', { edges: 'same', output_stride: '8' }, { block17: '38x38x1088' }],
  ['googlenet', { size: '112' }, { inception_3b: '14x14x480', inception_4e: '7x7x832', inception_5b: '3x3x1024' }],
  ['googlenet-bn', { size: '112' }, { inception_4e: '7x7x832', inception_5b: '4x4x1024' }],
  ['googlenet-bn', { size: '112', slim: 'true' }, { inception_5b: '4x4x1024' }],
  ['inception-v2', { size: '112', slim: 'true' }, { inception_3c: '7x7x576', inception_5b: '4x4x1024' }],
])('%s with %j', (net, settings, sizes) => {
  const graph = graphOf(net, settings);
  expect(Object.fromEntries(Object.keys(sizes).map((name) => [name, shapeOf(graph, name)]))).toEqual(sizes);
});

test.each([
  ['googlenet', 'inception_5b', 1024],
  ['googlenet-bn', 'inception_4d', 528],
  ['inception-v2', 'inception_4e', 1056],
  ['inception-v2-factorized', 'grid_17', 768],
  ['inception-v3', 'Mixed_7c', 2048],
  ['inception-v4', 'Mixed_7', 1536],
  ['inception-resnet-v2', 'block8', 2080],
] as const)('the width of %s scales every channel of %s', (net, name, channels) => {
  for (const width of [0.5, 2]) {
    const settings: Settings = net === 'inception-v3' ? { width: `${width}`, heads: 'false' } : { width: `${width}` };
    expect(shapeOf(graphOf(net, settings), name)).toMatch(new RegExp(`x${channels * width}$`));
  }
});

test('a residual net accepts any width', () => {
  for (const width of ['0.3', '0.17', '0.01'])
    expect(shapeOf(graphOf('inception-resnet-v2', { width }), 'block8')).toMatch(/^8x8x/);
});

test.each(['inception-v3', 'inception-v4', 'inception-resnet-v2'])('%s needs 75 x 75, as Keras says', (net) => {
  expect(() => graphOf(net, { size: '75' })).not.toThrow();
  expect(() => graphOf(net, { size: '74' })).toThrow('kernel 3 does not fit in height 2');
});

test('the head of V3 needs the whole image', () => {
  expect(() => graphOf('inception-v3', { heads: 'true' })).not.toThrow();
  expect(() => graphOf('inception-v3', { size: '298', heads: 'true' })).toThrow('kernel 5 does not fit in height 4');
});
