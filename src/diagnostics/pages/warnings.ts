import type { warnings } from '../messages/warnings';
import { type Page, page } from './page';

const MNIST = 'input: { height: 28, width: 28, channels: 1 }\n';
const ending = (last: string, train: string): string =>
  `${MNIST}layers:\n  - flatten\n  - dense: { units: 10 }\n${last}train: { dataset: mnist${train} }\n`;

export const warningPages: { readonly [C in keyof typeof warnings]: Page } = {
  'outputs/no-loss-weight': page(
    'The loss of an auxiliary head weighs less than that of the main one in every paper: 0.3 in Inception V1, 0.4 in torchvision. Without `loss_weight` it weighs the same.',
    'layers:\n  - conv2d: { filters: 8, kernel: 3 }\n    output: { name: aux, train_only: true }\n  - tanh\n',
    'layers:\n  - conv2d: { filters: 8, kernel: 3 }\n    output: { name: aux, train_only: true, loss_weight: 0.3 }\n  - tanh\n',
  ),
  'layers/bias-before-norm': page(
    'Batch norm takes the mean off, and with it any bias; then it adds a shift of its own. The bias costs weights and learns nothing.',
    'layers:\n  - conv2d: { filters: 8, kernel: 3 }\n  - batch_norm\n',
    'layers:\n  - conv2d: { filters: 8, kernel: 3, bias: false }\n  - batch_norm\n',
  ),
  'layers/unread': page(
    'The layer is computed for nothing: no other takes its value, and the model does not give it.',
    'layers:\n  - conv2d: { filters: 8, kernel: 3 }\n  - tanh: {}\n    from: input\n',
    'layers:\n  - conv2d: { filters: 8, kernel: 3 }\n  - tanh\n',
  ),
  'layers/kernel-name': page(
    'The path is called after a size of kernel that it does not have, such as the `five` of an Inception V1 whose 5 x 5 is a 3 x 3. Two of 3 x 3 in a row see 5 x 5, and may be called so.',
    'layers:\n  - branch:\n      five: [{ conv2d: { filters: 8, kernel: 3, padding: same } }]\n      plain: []\n  - concat\n',
    'layers:\n  - branch:\n      five: [{ conv2d: { filters: 8, kernel: 5, padding: same } }]\n      plain: []\n  - concat\n',
  ),
  'layers/two-activations': page(
    'An activation right after another one mostly is a slip of copying.',
    'layers:\n  - conv2d: { filters: 8, kernel: 3 }\n  - relu\n  - relu\n',
    'layers:\n  - conv2d: { filters: 8, kernel: 3 }\n  - relu\n',
  ),
  'layers/skips-cells': page(
    'With a step that is longer than the window, cells in between are read by no window. Windows of one cell are taken to mean it.',
    'layers:\n  - max_pool2d: { kernel: 2, stride: 3 }\n',
    'layers:\n  - max_pool2d: { kernel: 3, stride: 2 }\n',
  ),
  'layers/pool-of-one': page(
    'A pool of one cell with a step of one hands its input on.',
    'layers:\n  - max_pool2d: { kernel: 1 }\n',
    'layers:\n  - max_pool2d: { kernel: 2 }\n',
  ),
  'blocks/unused': page(
    'The block is declared here, and nothing mentions it. Blocks of included files may stay unused.',
    'blocks:\n  unit: { layers: [relu] }\nlayers: [tanh]\n',
    'blocks:\n  unit: { layers: [relu] }\nlayers: [{ use: unit }]\n',
  ),
  'blocks/unused-parameter': page(
    'Uses may give the parameter whatever they like: nothing changes.',
    'blocks:\n  unit: { params: { out: 8 }, layers: [{ conv2d: { filters: 8, kernel: 1 } }] }\nlayers: [{ use: unit }]\n',
    'blocks:\n  unit: { params: { out: 8 }, layers: [{ conv2d: { filters: "${out}", kernel: 1 } }] }\nlayers: [{ use: unit }]\n',
  ),
  'let/unused': page(
    'No expression uses the value, so `--set` changes nothing by it.',
    'let: { width: 8 }\nlayers:\n  - conv2d: { filters: 8, kernel: 1 }\n',
    'let: { width: 8 }\nlayers:\n  - conv2d: { filters: "${width}", kernel: 1 }\n',
  ),
  'train/softmax-twice': page(
    'The loss applies softmax to the scores, in a way that is safe for large ones. Softmax of a softmax is nearly flat, and trains badly.',
    ending('  - softmax\n', ''),
    ending('', ''),
  ),
  'train/sigmoid-twice': page(
    'The loss applies the sigmoid to the scores, in a way that is safe for large ones.',
    ending('  - sigmoid\n', ', loss: binary_cross_entropy'),
    ending('', ', loss: binary_cross_entropy'),
  ),
  'train/activation-before-loss': page(
    'The loss takes scores of any size and sign. Behind a `relu` no class can be told to be unlikely.',
    ending('  - relu\n', ''),
    ending('', ''),
  ),
};
