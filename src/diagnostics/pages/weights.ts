import type { weights } from '../messages/weights';
import { type Page, page } from './page';

export const weightPages: { readonly [C in keyof typeof weights]: Page } = {
  'weights/none': page(
    'Only layers with weights can share them. Activations, pools and `flatten` have none.',
    'layers:\n  - max_pool2d: { kernel: 2 }\n    name: first\n  - max_pool2d: { kernel: 2 }\n    weights: first\n',
    'layers:\n  - max_pool2d: { kernel: 2 }\n    name: first\n  - max_pool2d: { kernel: 2 }\n',
  ),
  'weights/other-kind': page(
    'A layer can share the weights of a layer of the same kind, and a use of a block those of a use of the same block.',
    'layers:\n  - depthwise_conv2d: { kernel: 3 }\n    name: stem\n  - conv2d: { filters: 8, kernel: 3 }\n    weights: stem\n',
    'layers:\n  - conv2d: { filters: 4, kernel: 3 }\n    name: stem\n  - conv2d: { filters: 4, kernel: 3 }\n    weights: stem\n',
  ),
  'weights/missing': page(
    'The layers of two uses of a block share weights by name. With different parameters, a block can have different layers.',
    'blocks:\n  unit:\n    params: { deep: false }\n    layers:\n      - conv2d: { filters: 4, kernel: 1 }\n      - depthwise_conv2d: { kernel: 1 }\n        when: "${deep}"\nlayers:\n  - use: unit\n    name: first\n  - use: unit\n    with: { deep: true }\n    weights: first\n',
    'blocks:\n  unit:\n    params: { deep: false }\n    layers:\n      - conv2d: { filters: 4, kernel: 1 }\n      - depthwise_conv2d: { kernel: 1 }\n        when: "${deep}"\nlayers:\n  - use: unit\n    name: first\n    with: { deep: true }\n  - use: unit\n    with: { deep: true }\n    weights: first\n',
  ),
  'weights/contradiction': page(
    'Shared weights are initialised and trained once, as the first layer states. A later layer may repeat those attributes but not change them.',
    'layers:\n  - conv2d: { filters: 4, kernel: 1, kernel_initializer: he_normal }\n    name: stem\n  - conv2d: { filters: 4, kernel: 1, kernel_initializer: zeros }\n    weights: stem\n',
    'layers:\n  - conv2d: { filters: 4, kernel: 1, kernel_initializer: he_normal }\n    name: stem\n  - conv2d: { filters: 4, kernel: 1 }\n    weights: stem\n',
  ),
  'weights/shape': page(
    'Shared weights have one shape, so both layers need the same attributes and inputs with the same channels. Stride, padding and dilation may differ.',
    'layers:\n  - conv2d: { filters: 8, kernel: 3, padding: same }\n    name: stem\n  - conv2d: { filters: 8, kernel: 3, padding: same }\n    weights: stem\n',
    'layers:\n  - conv2d: { filters: 4, kernel: 3, padding: same }\n    name: stem\n  - conv2d: { filters: 4, kernel: 3, padding: same }\n    weights: stem\n',
  ),
  'weights/role': page(
    'Two layers that share weights have the same set of weights: both have a bias, or neither.',
    'layers:\n  - conv2d: { filters: 4, kernel: 1 }\n    name: stem\n  - conv2d: { filters: 4, kernel: 1, bias: false }\n    weights: stem\n',
    'layers:\n  - conv2d: { filters: 4, kernel: 1 }\n    name: stem\n  - conv2d: { filters: 4, kernel: 1 }\n    weights: stem\n',
  ),
};
