import { compile } from '../../src/compiler/compile';
import { valuesOf } from '../../src/dimensions/dimension';
import { mainOutput } from '../../src/graph/graph';

/** Output shape, parameters and MACs of a single layer. */
function inferOne(layer: string, input: string) {
  const { graph, diagnostics } = compile(`modelc: 1\ninput: { ${input} }\nlayers:\n  - ${layer}\n`);
  expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  const typing = graph?.typings.get(mainOutput(graph).value);
  if (!typing) throw new Error('no typing');
  const weights = Object.fromEntries(
    [...typing.weights].map(([role, key]) => [role, graph?.weights.get(key)?.shape.join(' x ')]),
  );
  return { output: valuesOf(typing.output), weights, macs: typing.macs };
}

const image = (height: number, width: number, channels: number) =>
  `height: ${height}, width: ${width}, channels: ${channels}`;

test.each<[string, string, string, number[]]>([
  ['valid shrinks by kernel - 1', 'conv2d: { filters: 6, kernel: 5 }', image(28, 28, 1), [24, 24, 6]],
  ['same keeps the size', 'conv2d: { filters: 6, kernel: 5, padding: same }', image(28, 28, 1), [28, 28, 6]],
  ['same rounds up', 'conv2d: { filters: 6, kernel: 3, stride: 2, padding: same }', image(5, 5, 1), [3, 3, 6]],
  ['same on an even size', 'conv2d: { filters: 6, kernel: 3, stride: 2, padding: same }', image(8, 6, 1), [4, 3, 6]],
  ['a kernel as big as the input', 'conv2d: { filters: 6, kernel: 5 }', image(5, 5, 3), [1, 1, 6]],
  ['a rectangular kernel', 'conv2d: { filters: 6, kernel: [1, 7] }', image(9, 9, 3), [9, 3, 6]],
  ['a number of padding', 'conv2d: { filters: 6, kernel: 3, padding: 2 }', image(9, 9, 3), [11, 11, 6]],
  ['vertical and horizontal padding', 'conv2d: { filters: 6, kernel: 3, padding: [0, 3] }', image(9, 9, 3), [7, 13, 6]],
  ['four paddings', 'conv2d: { filters: 6, kernel: 3, padding: [1, 0, 2, 0] }', image(9, 9, 3), [8, 9, 6]],
  ['dilation', 'conv2d: { filters: 6, kernel: 3, dilation: 2 }', image(9, 9, 3), [5, 5, 6]],
  [
    'dilation and stride',
    'conv2d: { filters: 6, kernel: 3, dilation: [2, 1], stride: [1, 3] }',
    image(9, 9, 3),
    [5, 3, 6],
  ],
  ['a stride that does not divide', 'conv2d: { filters: 6, kernel: 2, stride: 3 }', image(9, 10, 3), [3, 3, 6]],
  ['a pool has its kernel as stride', 'max_pool2d: { kernel: 2 }', image(9, 8, 3), [4, 4, 3]],
  ['a pool with its own stride', 'max_pool2d: { kernel: 3, stride: 2 }', image(9, 8, 3), [4, 3, 3]],
  ['a pool that pads', 'max_pool2d: { kernel: 3, stride: 2, padding: 1 }', image(8, 8, 3), [4, 4, 3]],
  [
    'an average that pads',
    'avg_pool2d: { kernel: 3, stride: 1, padding: 1, count_include_pad: true }',
    image(8, 8, 3),
    [8, 8, 3],
  ],
  [
    'same without padding needs no word about it',
    'avg_pool2d: { kernel: 2, padding: same }',
    image(8, 8, 3),
    [4, 4, 3],
  ],
  [
    'a pool that counts the last window',
    'max_pool2d: { kernel: 3, stride: 2, ceil_mode: true }',
    image(8, 7, 3),
    [4, 3, 3],
  ],
  [
    'no window that lies only in the padding',
    'max_pool2d: { kernel: 2, stride: 3, padding: 1, ceil_mode: true }',
    image(6, 5, 3),
    [3, 2, 3],
  ],
  [
    'separable_conv2d',
    'separable_conv2d: { filters: 6, kernel: 3, stride: 2, padding: same }',
    image(8, 7, 3),
    [4, 4, 6],
  ],
  ['a transposed convolution', 'conv2d_transpose: { filters: 6, kernel: 3, stride: 2 }', image(4, 5, 3), [9, 11, 6]],
  [
    'a transposed convolution, same',
    'conv2d_transpose: { filters: 6, kernel: 3, stride: [2, 3], padding: same }',
    image(4, 5, 3),
    [8, 15, 6],
  ],
  [
    'a transposed convolution that pads, with dilation',
    'conv2d_transpose: { filters: 6, kernel: 3, stride: 2, dilation: 2, padding: 1, output_padding: [1, 0] }',
    image(4, 5, 3),
    [10, 11, 6],
  ],
  ['adaptive_avg_pool2d', 'adaptive_avg_pool2d: { size: [3, 9] }', image(8, 7, 4), [3, 9, 4]],
  ['upsample2d', 'upsample2d: { factor: [2, 3], interpolation: bilinear }', image(8, 7, 4), [16, 21, 4]],
  ['a global maximum', 'global_max_pool2d', image(8, 7, 3), [3]],
  ['a global average', 'global_avg_pool2d', image(8, 7, 3), [3]],
  ['flatten', 'flatten', image(4, 4, 88), [1408]],
  ['flatten of a vector', 'flatten', 'features: 7', [7]],
  ['reshape', 'reshape: { shape: [2, 3] }', 'features: 6', [2, 3]],
  ['zero_pad2d', 'zero_pad2d: { padding: [1, 2, 3, 4] }', image(4, 4, 2), [7, 11, 2]],
  ['a slice of channels', 'slice: { start: 1, end: 3 }', image(4, 5, 6), [4, 5, 2]],
  ['a slice from the end', 'slice: { axis: width, start: -3, end: -1 }', image(4, 5, 6), [4, 2, 6]],
  ['a slice of features', 'slice: { start: 2 }', 'features: 7', [5]],
  ['reduce_mean', 'reduce_mean', image(4, 5, 6), [4, 5, 1]],
  ['reduce_max of an axis', 'reduce_max: { axis: width }', image(4, 5, 6), [4, 1, 6]],
  ['adaptive_max_pool2d', 'adaptive_max_pool2d: { size: [3, 9] }', image(8, 7, 4), [3, 9, 4]],
  [
    'spatial attention of CBAM',
    'branch: { a: [], b: [{ branch: { mean: [reduce_mean], most: [reduce_max] } }, concat, { conv2d: { filters: 1, kernel: 7, padding: same } }] }\n  - multiply',
    image(4, 5, 6),
    [4, 5, 6],
  ],
  ['crop2d', 'crop2d: { cropping: [1, 0, 0, 2] }', image(4, 5, 6), [3, 3, 6]],
  ['permute', 'permute: { axes: [width, channels, height] }', image(4, 5, 6), [5, 6, 4]],
  ['space_to_depth', 'space_to_depth: { block: 2 }', image(4, 6, 3), [2, 3, 12]],
  ['depth_to_space', 'depth_to_space: { block: 2 }', image(4, 5, 8), [8, 10, 2]],
  ['channel_shuffle', 'channel_shuffle: { groups: 3 }', image(4, 5, 6), [4, 5, 6]],
  ['batch_norm', 'batch_norm', image(4, 4, 2), [4, 4, 2]],
  ['group_norm', 'group_norm: { groups: 2 }', image(4, 5, 6), [4, 5, 6]],
  ['instance_norm', 'instance_norm', image(4, 5, 6), [4, 5, 6]],
  ['layer_scale', 'layer_scale', 'features: 3', [3]],
  ['drop_path', 'drop_path: { rate: 0.5 }', 'features: 3', [3]],
  ['dropout', 'dropout: { rate: 0.5 }', 'features: 3', [3]],
  ['softmax', 'softmax', 'features: 3', [3]],
  ...[
    'relu6',
    'leaky_relu',
    'elu',
    'gelu',
    'silu',
    'layer_norm',
    'layer_norm: { axes: all }',
    'scale: { factor: 2 }',
  ].flatMap((layer): [string, string, string, number[]][] => [
    [`${layer} of features`, layer, 'features: 3', [3]],
    [`${layer} of an image`, layer, image(4, 5, 2), [4, 5, 2]],
  ]),
  ['lrn', 'lrn', image(4, 5, 2), [4, 5, 2]],
  ['a product of images', 'branch: { a: [], b: [] }\n  - multiply', image(4, 5, 2), [4, 5, 2]],
  ['a product of features', 'branch: { a: [], b: [] }\n  - multiply', 'features: 3', [3]],
  ['features weigh an image', 'branch: { a: [], b: [global_avg_pool2d] }\n  - multiply', image(4, 5, 2), [4, 5, 2]],
  ['features first', 'branch: { a: [global_avg_pool2d], b: [] }\n  - multiply', image(4, 5, 2), [4, 5, 2]],
  [
    'one cell, features and an image',
    'branch: { a: [{ adaptive_avg_pool2d: { size: 1 } }], b: [global_avg_pool2d], c: [] }\n  - multiply',
    image(4, 5, 2),
    [4, 5, 2],
  ],
  [
    'one channel weighs an image',
    'branch: { a: [{ conv2d: { filters: 1, kernel: 1 } }], b: [] }\n  - multiply',
    image(4, 5, 2),
    [4, 5, 2],
  ],
  [
    'one row and one column',
    'branch: { a: [{ adaptive_avg_pool2d: { size: [1, 5] } }], b: [{ adaptive_avg_pool2d: { size: [4, 1] } }] }\n  - multiply',
    image(4, 5, 2),
    [4, 5, 2],
  ],
  ['features added at each place', 'branch: { a: [global_avg_pool2d], b: [] }\n  - add', image(4, 5, 2), [4, 5, 2]],
  [
    'a difference from one cell',
    'branch: { a: [{ adaptive_avg_pool2d: { size: 1 } }], b: [] }\n  - subtract',
    image(4, 5, 2),
    [4, 5, 2],
  ],
  ['a maximum', 'branch: { a: [], b: [tanh], c: [] }\n  - maximum', 'features: 3', [3]],
  [
    'features and one cell',
    'branch: { a: [global_avg_pool2d], b: [{ adaptive_avg_pool2d: { size: 1 } }] }\n  - multiply',
    image(4, 5, 2),
    [1, 1, 2],
  ],
])('%s', (_name, layer, input, output) => expect(inferOne(layer, input).output).toEqual(output));

test.each<[string, string, string, Record<string, string>, number]>([
  [
    'conv2d',
    'conv2d: { filters: 6, kernel: [3, 5] }',
    image(9, 9, 4),
    { kernel: '3 x 5 x 4 x 6', bias: '6' },
    3 * 5 * 4 * 6 * 7 * 5,
  ],
  [
    'conv2d without bias',
    'conv2d: { filters: 6, kernel: 1, bias: false }',
    image(2, 2, 4),
    { kernel: '1 x 1 x 4 x 6' },
    96,
  ],
  [
    'conv2d in groups',
    'conv2d: { filters: 6, kernel: 3, groups: 2, padding: same }',
    image(2, 2, 4),
    { kernel: '3 x 3 x 2 x 6', bias: '6' },
    432,
  ],
  [
    'depthwise_conv2d',
    'depthwise_conv2d: { kernel: [3, 5], multiplier: 2 }',
    image(9, 9, 4),
    { kernel: '3 x 5 x 4 x 2', bias: '8' },
    3 * 5 * 4 * 2 * 7 * 5,
  ],
  [
    'separable_conv2d',
    'separable_conv2d: { filters: 6, kernel: 3, multiplier: 2 }',
    image(4, 5, 4),
    { depthwise_kernel: '3 x 3 x 4 x 2', pointwise_kernel: '1 x 1 x 8 x 6', bias: '6' },
    (9 * 8 + 8 * 6) * 2 * 3,
  ],
  [
    'conv2d_transpose',
    'conv2d_transpose: { filters: 6, kernel: [3, 2], stride: 2 }',
    image(4, 5, 3),
    { kernel: '3 x 2 x 6 x 3', bias: '6' },
    3 * 2 * 6 * 3 * 4 * 5,
  ],
  ['dense', 'dense: { units: 10 }', 'features: 1408', { kernel: '1408 x 10', bias: '10' }, 14080],
  ['batch_norm', 'batch_norm', image(2, 2, 4), { gamma: '4', beta: '4', moving_mean: '4', moving_variance: '4' }, 0],
  [
    'batch_norm without scale',
    'batch_norm: { scale: false }',
    image(2, 2, 4),
    { beta: '4', moving_mean: '4', moving_variance: '4' },
    0,
  ],
  ['layer_norm', 'layer_norm', image(3, 2, 4), { gamma: '4', beta: '4' }, 0],
  ['layer_norm of all', 'layer_norm: { axes: all }', image(3, 2, 4), { gamma: '3 x 2 x 4', beta: '3 x 2 x 4' }, 0],
  ['layer_norm without scale', 'layer_norm: { scale: false }', image(3, 2, 4), { beta: '4' }, 0],
  ['layer_norm bare', 'layer_norm: { center: false, scale: false }', image(3, 2, 4), {}, 0],
  ['lrn', 'lrn', image(3, 2, 4), {}, 0],
])('weights and cost of %s', (_name, layer, input, weights, macs) => {
  expect(inferOne(layer, input)).toMatchObject({ weights, macs });
});

test.each([
  ['permute: { axes: [width, height, channels] }', { height: 1, width: 3 }],
  ['permute: { axes: [width, height, channels] }\n  - conv2d: { filters: 1, kernel: [2, 1] }', { height: 2, width: 3 }],
  ['permute: { axes: [height, width, channels] }', { height: 3, width: 1 }],
])('after a kernel of three rows, %s sees %o', (layers, sizes) => {
  const first = 'conv2d: { filters: 2, kernel: [3, 1] }';
  const { graph } = compile(`modelc: 1\ninput: { ${image(6, 6, 1)} }\nlayers:\n  - ${first}\n  - ${layers}\n`);
  const { height, width } = sizes;
  expect(graph?.typings.get(mainOutput(graph).value)?.receptiveField).toMatchObject({
    height: { size: height },
    width: { size: width },
  });
});

test('channels that become positions see the whole input', () => {
  const { graph } = compile(
    `modelc: 1\ninput: { ${image(6, 6, 3)} }\nlayers:\n  - permute: { axes: [channels, height, width] }\n`,
  );
  expect(graph?.typings.get(mainOutput(graph).value)?.receptiveField).toBe('all');
});

test.each([
  ['adaptive_avg_pool2d: { size: 3 }', 5, 3],
  ['adaptive_avg_pool2d: { size: 4 }', 3, 2],
  ['adaptive_avg_pool2d: { size: 2 }', 6, 3],
  ['space_to_depth: { block: 2 }\n  - conv2d: { filters: 1, kernel: 2 }', 8, 4],
  ['depth_to_space: { block: 1 }', 4, 1],
  ['crop2d: { cropping: 1 }\n  - conv2d: { filters: 1, kernel: 2 }', 8, 2],
  ['upsample2d: { factor: 2, interpolation: bilinear, align_corners: true }', 4, 2],
  ['adaptive_max_pool2d: { size: 4 }', 3, 2],
  ['reduce_max: { axis: height }\n  - reduce_mean: { axis: width }', 5, 5],
  ['reduce_max', 5, 1],
  ['upsample2d: { factor: 2 }', 4, 1],
  ['upsample2d: { factor: 2, interpolation: bilinear }', 4, 2],
  ['conv2d_transpose: { filters: 1, kernel: 3, stride: 2 }', 4, 2],
  ['separable_conv2d: { filters: 1, kernel: 3, dilation: 2 }', 8, 5],
  [
    'branch: { a: [], b: [{ adaptive_avg_pool2d: { size: 1 } }] }\n  - multiply\n  - conv2d: { filters: 1, kernel: 3 }',
    8,
    10,
  ],
])('a value of %s on %d cells sees %d of them', (layer, size, seen) => {
  const { graph } = compile(`modelc: 1\ninput: { ${image(size, size, 1)} }\nlayers:\n  - ${layer}\n`);
  expect(graph?.typings.get(mainOutput(graph).value)?.receptiveField).toMatchObject({
    height: { size: seen },
    width: { size: seen },
  });
});
