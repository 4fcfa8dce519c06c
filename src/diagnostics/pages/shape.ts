import type { shape } from '../messages/shape';
import { type Page, page } from './page';

const conv = (more: string): string => `layers:\n  - conv2d: { filters: 8, kernel: 3${more} }\n`;
const two = (right: string, join: string): string =>
  `layers:\n  - branch:\n      left: [tanh]\n      right: [${right}]\n  - ${join}\n`;

export const shapePages: { readonly [C in keyof typeof shape]: Page } = {
  'shape/kernel-too-big': page(
    'Without padding, a window must fit into its input. The notes show how the input became so small.',
    'layers:\n  - conv2d: { filters: 8, kernel: 9 }\n',
    'layers:\n  - conv2d: { filters: 8, kernel: 9, padding: same }\n',
  ),
  'shape/takes': page(
    'Each kind accepts certain forms of values: vectors, sequences, images or volumes. `flatten` turns any value into a vector, and a global pool keeps one number per channel.',
    'layers:\n  - dense: { units: 10 }\n',
    'layers:\n  - flatten\n  - dense: { units: 10 }\n',
  ),
  'shape/groups': page(
    'All groups have the same number of input channels and filters, so the number of groups must divide both.',
    conv(', groups: 3'),
    conv(', groups: 4'),
  ),
  'shape/pool-padding-too-big': page(
    'With this much padding, the first or last window of the pool would contain no value.',
    'layers:\n  - max_pool2d: { kernel: 2, padding: 2 }\n',
    'layers:\n  - max_pool2d: { kernel: 3, stride: 2, padding: 1 }\n',
  ),
  'shape/count-include-pad': page(
    'Frameworks differ on whether an average includes the padding. A pool with padding must state it.',
    'layers:\n  - avg_pool2d: { kernel: 3, stride: 1, padding: same }\n',
    'layers:\n  - avg_pool2d: { kernel: 3, stride: 1, padding: same, count_include_pad: false }\n',
  ),
  'shape/reshape': page(
    'A reshape keeps all values, so the product of the sizes must stay the same.',
    'layers:\n  - reshape: { shape: [8, 8, 3] }\n',
    'layers:\n  - reshape: { shape: [16, 4, 4] }\n',
  ),
  'shape/concat': page(
    'Values are joined along channels, or the `axis` of the join, so all other axes must be the same. The notes tell what each path gives, which is the odd one, and how it came to its size.',
    two('{ conv2d: { filters: 8, kernel: 3 } }', 'concat'),
    two('{ conv2d: { filters: 8, kernel: 3, padding: same } }', 'concat'),
  ),
  'shape/no-axis': page(
    'A layer along an axis takes values that have that axis: a sequence has a length, an image height and width.',
    two('relu', 'concat: { axis: length }'),
    two('relu', 'concat: { axis: height }'),
  ),
  'shape/too-small': page(
    'The layer takes cells or channels that its input does not have. The notes show how the input came to its size.',
    'layers:\n  - slice: { axis: height, start: 4, end: 20 }\n',
    'layers:\n  - slice: { axis: height, start: 4, end: 8 }\n',
  ),
  'shape/empty-slice': page(
    'A slice keeps the cells from `start` up to, but not including, `end`.',
    'layers:\n  - slice: { axis: height, start: 4, end: 4 }\n',
    'layers:\n  - slice: { axis: height, start: 4, end: -1 }\n',
  ),
  'shape/permute': page(
    'A permutation keeps all axes, so it must name each axis of its input once.',
    'layers:\n  - permute: { axes: [width, height] }\n',
    'layers:\n  - permute: { axes: [width, height, channels] }\n',
  ),
  'shape/split': page(
    'The paths of a `split` share one axis of the value: equally, or as `sizes` says.',
    'input: { height: 8, width: 8, channels: 5 }\nlayers:\n  - split: { keep: [], work: [relu] }\n  - concat\n',
    'input: { height: 8, width: 8, channels: 5 }\nlayers:\n  - split: { keep: [], work: [relu] }\n    sizes: [2, 3]\n  - concat\n',
  ),
  'shape/not-divisible': page(
    'All blocks are complete, so the block must divide height and width, or its square the channels.',
    'layers:\n  - space_to_depth: { block: 3 }\n',
    'layers:\n  - crop2d: { cropping: [1, 1] }\n  - space_to_depth: { block: 3 }\n',
  ),
  'shape/align-corners': page(
    '`align_corners` says between which cells to interpolate, and `nearest` does not interpolate.',
    'layers:\n  - upsample2d: { factor: 2, align_corners: true }\n',
    'layers:\n  - upsample2d: { factor: 2, interpolation: bilinear, align_corners: true }\n',
  ),
  'shape/pad-too-big': page(
    'The mirror image of an axis has one cell less than the axis, since the cell at the edge is not repeated; `circular` has as many cells.',
    'layers:\n  - pad2d: { padding: 28, mode: reflect }\n',
    'layers:\n  - pad2d: { padding: 3, mode: reflect }\n',
  ),
  'shape/clip-nothing': page(
    '`clip` limits values from below, from above, or both. Without a limit it would do nothing.',
    'layers:\n  - clip\n',
    'layers:\n  - clip: { minimum: 0 }\n',
  ),
  'shape/clip-order': page(
    'Values are limited to the range from `minimum` to `maximum`, which has to have an inside.',
    'layers:\n  - clip: { minimum: 1, maximum: -1 }\n',
    'layers:\n  - clip: { minimum: -1, maximum: 1 }\n',
  ),
  'shape/add': page(
    '`add` works element by element, or adds one number to each channel, so all other sizes must be equal.',
    two('{ conv2d: { filters: 8, kernel: 1 } }', 'add'),
    two('{ conv2d: { filters: 4, kernel: 1 } }', 'add'),
  ),
  'shape/multiply': page(
    '`multiply` works element by element. One number per channel multiplies that channel, and an axis of size 1 is repeated.',
    two('global_avg_pool2d, { dense: { units: 3 } }', 'multiply'),
    two('global_avg_pool2d, { dense: { units: 4 } }', 'multiply'),
  ),
  'shape/maximum': page(
    '`maximum` compares element by element. One number per channel is compared with that channel, and an axis of size 1 is repeated.',
    two('{ conv2d: { filters: 3, kernel: 1 } }', 'maximum'),
    two('{ conv2d: { filters: 4, kernel: 1 } }', 'maximum'),
  ),
  'shape/subtract': page(
    '`subtract` works element by element. One number per channel is subtracted from that channel, and an axis of size 1 is repeated.',
    two('{ conv2d: { filters: 3, kernel: 1 } }', 'subtract'),
    two('{ conv2d: { filters: 1, kernel: 1 } }', 'subtract'),
  ),
  'shape/two-values': page(
    '`subtract` subtracts its second value from its first, in the order of the paths or of `from`.',
    'layers:\n  - branch: { a: [], b: [tanh], c: [relu] }\n  - subtract\n',
    'layers:\n  - branch: { a: [], b: [tanh] }\n  - subtract\n',
  ),
  'shape/even-window': page(
    'The window of `lrn` is centred on a channel, so its size must be odd.',
    'layers:\n  - lrn: { size: 4 }\n',
    'layers:\n  - lrn: { size: 5 }\n',
  ),
  'shape/output-padding-same': page(
    'With `padding: same` the output is exactly stride times as large as the input, so `output_padding` has nothing to choose.',
    'layers:\n  - conv2d_transpose: { filters: 8, kernel: 3, stride: 2, padding: same, output_padding: 1 }\n',
    'layers:\n  - conv2d_transpose: { filters: 8, kernel: 3, stride: 2, padding: 1, output_padding: 1 }\n',
  ),
  'shape/output-padding': page(
    '`output_padding` chooses between the output sizes that lead to the same input size, so it must be smaller than the stride or the dilation.',
    'layers:\n  - conv2d_transpose: { filters: 8, kernel: 3, stride: 2, output_padding: 2 }\n',
    'layers:\n  - conv2d_transpose: { filters: 8, kernel: 3, stride: 2, output_padding: 1 }\n',
  ),
  'shape/nothing-left': page(
    'The padding of a transposed convolution removes cells from its output. Here it removes all of them.',
    'layers:\n  - conv2d_transpose: { filters: 8, kernel: 1, padding: 4 }\n',
    'layers:\n  - conv2d_transpose: { filters: 8, kernel: 3, padding: 1 }\n',
  ),
  'shape/too-many-values': page(
    'Targets index the numbers of a value with 32 bits. `--limit values=N` raises the limit for commands that only count.',
    'layers:\n  - upsample2d: { factor: 10000 }\n',
    'layers:\n  - upsample2d: { factor: 2 }\n',
  ),
  'shape/too-many-parameters': page(
    'The weights are larger than any machine can train, which usually means a typo in a size. `--limit parameters=N` raises the limit.',
    'layers:\n  - flatten\n  - dense: { units: 2000000 }\n  - relu\n  - dense: { units: 2000000 }\n',
    'layers:\n  - flatten\n  - dense: { units: 2000 }\n  - relu\n  - dense: { units: 2000 }\n',
  ),
  'shape/too-big': page(
    'The count is too large to be represented exactly.',
    'input: { height: 1000000, width: 1, channels: 1 }\nlayers:\n  - conv2d: { filters: 2000, kernel: [1, 9000000], padding: same }\n',
    'input: { height: 1000, width: 1, channels: 1 }\nlayers:\n  - conv2d: { filters: 2000, kernel: [9, 1], padding: same }\n',
  ),
};
