import type { shape } from '../messages/shape';
import { type Page, page } from './page';

const conv = (more: string): string => `layers:\n  - conv2d: { filters: 8, kernel: 3${more} }\n`;
const two = (right: string, join: string): string =>
  `layers:\n  - branch:\n      left: [tanh]\n      right: [${right}]\n  - ${join}\n`;

export const shapePages: { readonly [C in keyof typeof shape]: Page } = {
  'shape/kernel-too-big': page(
    'A window without padding must fit into its input. The notes tell how the input became so small.',
    'layers:\n  - conv2d: { filters: 8, kernel: 9 }\n',
    'layers:\n  - conv2d: { filters: 8, kernel: 9, padding: same }\n',
  ),
  'shape/takes': page(
    'Each kind takes values of some forms only: a vector, a sequence, an image or a volume. `flatten` makes a vector of any value; a global pool keeps one number of each channel.',
    'layers:\n  - dense: { units: 10 }\n',
    'layers:\n  - flatten\n  - dense: { units: 10 }\n',
  ),
  'shape/groups': page(
    'Each group takes as many input channels, and makes as many filters, as every other.',
    conv(', groups: 3'),
    conv(', groups: 4'),
  ),
  'shape/pool-padding-too-big': page(
    'With so much padding the first or the last window of a pool holds no value at all.',
    'layers:\n  - max_pool2d: { kernel: 2, padding: 2 }\n',
    'layers:\n  - max_pool2d: { kernel: 3, stride: 2, padding: 1 }\n',
  ),
  'shape/count-include-pad': page(
    'Frameworks differ on whether the zeros around the input count in a mean. A pool that pads says which it means.',
    'layers:\n  - avg_pool2d: { kernel: 3, stride: 1, padding: same }\n',
    'layers:\n  - avg_pool2d: { kernel: 3, stride: 1, padding: same, count_include_pad: false }\n',
  ),
  'shape/reshape': page(
    'A reshape keeps every value, so the sizes multiply to as many before and after.',
    'layers:\n  - reshape: { shape: [8, 8, 3] }\n',
    'layers:\n  - reshape: { shape: [16, 4, 4] }\n',
  ),
  'shape/concat': page(
    'Values are joined along channels, or the `axis` of the join, so all other axes must be the same. The notes tell what each path gives, which is the odd one, and how it came to its size.',
    two('{ conv2d: { filters: 8, kernel: 3 } }', 'concat'),
    two('{ conv2d: { filters: 8, kernel: 3, padding: same } }', 'concat'),
  ),
  'shape/no-axis': page(
    'A `concat` along an axis takes values that have that axis: a sequence has a length, an image height and width.',
    two('relu', 'concat: { axis: length }'),
    two('relu', 'concat: { axis: height }'),
  ),
  'shape/add': page(
    'Values are added one by one, so all sizes must be the same.',
    two('{ conv2d: { filters: 8, kernel: 1 } }', 'add'),
    two('{ conv2d: { filters: 4, kernel: 1 } }', 'add'),
  ),
  'shape/multiply': page(
    'Values are multiplied one by one, or each channel by one number.',
    two('global_avg_pool2d, { dense: { units: 3 } }', 'multiply'),
    two('global_avg_pool2d, { dense: { units: 4 } }', 'multiply'),
  ),
  'shape/even-window': page(
    'The window of `lrn` reaches as far to either side of a channel, so it has an odd number of them.',
    'layers:\n  - lrn: { size: 4 }\n',
    'layers:\n  - lrn: { size: 5 }\n',
  ),
  'shape/output-padding-same': page(
    '`padding: same` makes the output stride times as large; there is nothing for `output_padding` to decide.',
    'layers:\n  - conv2d_transpose: { filters: 8, kernel: 3, stride: 2, padding: same, output_padding: 1 }\n',
    'layers:\n  - conv2d_transpose: { filters: 8, kernel: 3, stride: 2, padding: 1, output_padding: 1 }\n',
  ),
  'shape/output-padding': page(
    '`output_padding` chooses among the sizes that a stride leaves open, so it is less than the stride.',
    'layers:\n  - conv2d_transpose: { filters: 8, kernel: 3, stride: 2, output_padding: 2 }\n',
    'layers:\n  - conv2d_transpose: { filters: 8, kernel: 3, stride: 2, output_padding: 1 }\n',
  ),
  'shape/nothing-left': page(
    'The padding of a transposed convolution cuts cells off its output, and here all of them.',
    'layers:\n  - conv2d_transpose: { filters: 8, kernel: 1, padding: 4 }\n',
    'layers:\n  - conv2d_transpose: { filters: 8, kernel: 3, padding: 1 }\n',
  ),
  'shape/too-many-values': page(
    'Targets count the numbers of one value in 32 bits. `--limit values=N` raises the limit for everything that only counts.',
    'layers:\n  - upsample2d: { factor: 10000 }\n',
    'layers:\n  - upsample2d: { factor: 2 }\n',
  ),
  'shape/too-many-parameters': page(
    'All weights together come to more numbers than any machine trains, which mostly is a slip in one size. `--limit parameters=N` raises the limit.',
    'layers:\n  - flatten\n  - dense: { units: 2000000 }\n  - dense: { units: 2000000 }\n',
    'layers:\n  - flatten\n  - dense: { units: 2000 }\n  - dense: { units: 2000 }\n',
  ),
  'shape/too-big': page(
    'The count has left the whole numbers that are exact.',
    'input: { height: 1000000, width: 1, channels: 1 }\nlayers:\n  - conv2d: { filters: 2000, kernel: [1, 9000000], padding: same }\n',
    'input: { height: 1000, width: 1, channels: 1 }\nlayers:\n  - conv2d: { filters: 2000, kernel: [9, 1], padding: same }\n',
  ),
};
