import type { weights } from '../messages/weights';
import { type Page, page } from './page';

export const weightPages: { readonly [C in keyof typeof weights]: Page } = {
  'weights/none': page(
    'Only layers with weights can share them. An activation, a pool or a flatten has none.',
    'layers:\n  - max_pool2d: { kernel: 2 }\n    name: first\n  - max_pool2d: { kernel: 2 }\n    weights: first\n',
    'layers:\n  - max_pool2d: { kernel: 2 }\n    name: first\n  - max_pool2d: { kernel: 2 }\n',
  ),
  'weights/other-kind': page(
    'A layer uses the weights of a layer of the same kind, and the use of a block those of a use of the same block.',
    'layers:\n  - depthwise_conv2d: { kernel: 3 }\n    name: stem\n  - conv2d: { filters: 8, kernel: 3 }\n    weights: stem\n',
    'layers:\n  - conv2d: { filters: 4, kernel: 3 }\n    name: stem\n  - conv2d: { filters: 4, kernel: 3 }\n    weights: stem\n',
  ),
  'weights/missing': page(
    'Layers of two uses of a block share their weights by name. With other parameters a block can have other layers.',
    'blocks:\n  unit:\n    params: { deep: false }\n    layers:\n      - conv2d: { filters: 4, kernel: 1 }\n      - conv2d: { filters: 4, kernel: 1 }\n        when: "${deep}"\nlayers:\n  - use: unit\n    name: first\n  - use: unit\n    with: { deep: true }\n    weights: first\n',
    'blocks:\n  unit:\n    params: { deep: false }\n    layers:\n      - conv2d: { filters: 4, kernel: 1 }\n      - conv2d: { filters: 4, kernel: 1 }\n        when: "${deep}"\nlayers:\n  - use: unit\n    name: first\n    with: { deep: true }\n  - use: unit\n    with: { deep: true }\n    weights: first\n',
  ),
  'weights/contradiction': page(
    'Shared weights start once and learn once, as the first layer says. A later layer may repeat those attributes, but not change them.',
    'layers:\n  - conv2d: { filters: 4, kernel: 1, kernel_initializer: he_normal }\n    name: stem\n  - conv2d: { filters: 4, kernel: 1, kernel_initializer: zeros }\n    weights: stem\n',
    'layers:\n  - conv2d: { filters: 4, kernel: 1, kernel_initializer: he_normal }\n    name: stem\n  - conv2d: { filters: 4, kernel: 1 }\n    weights: stem\n',
  ),
  'weights/shape': page(
    'Shared weights have one shape, so both layers need the same attributes and inputs with the same channels. A stride, a padding or a dilation may differ.',
    'layers:\n  - conv2d: { filters: 8, kernel: 3, padding: same }\n    name: stem\n  - conv2d: { filters: 8, kernel: 3, padding: same }\n    weights: stem\n',
    'layers:\n  - conv2d: { filters: 4, kernel: 3, padding: same }\n    name: stem\n  - conv2d: { filters: 4, kernel: 3, padding: same }\n    weights: stem\n',
  ),
  'weights/role': page(
    'Two layers that share weights have the same ones: both have a bias, or neither.',
    'layers:\n  - conv2d: { filters: 4, kernel: 1 }\n    name: stem\n  - conv2d: { filters: 4, kernel: 1, bias: false }\n    weights: stem\n',
    'layers:\n  - conv2d: { filters: 4, kernel: 1 }\n    name: stem\n  - conv2d: { filters: 4, kernel: 1 }\n    weights: stem\n',
  ),
};
