import type { warnings } from '../messages/warnings';
import { type Page, page } from './page';

const MNIST = 'input: { height: 28, width: 28, channels: 1 }\n';
const ending = (last: string, train: string): string =>
  `${MNIST}layers:\n  - flatten\n  - dense: { units: 10 }\n${last}train: { dataset: mnist${train} }\n`;

export const warningPages: { readonly [C in keyof typeof warnings]: Page } = {
  'outputs/no-loss-weight': page(
    'In every paper the loss of an auxiliary head has a smaller weight than the main loss: 0.3 in Inception V1, 0.4 in torchvision. Without `loss_weight` both weigh the same.',
    'layers:\n  - conv2d: { filters: 8, kernel: 3 }\n    output: { name: aux, train_only: true }\n  - tanh\n',
    'layers:\n  - conv2d: { filters: 8, kernel: 3 }\n    output: { name: aux, train_only: true, loss_weight: 0.3 }\n  - tanh\n',
  ),
  'layers/bias-before-norm': page(
    'Batch norm subtracts the mean, and with it any bias, and then adds its own offset. The bias costs memory and learns nothing.',
    'layers:\n  - conv2d: { filters: 8, kernel: 3 }\n  - batch_norm\n',
    'layers:\n  - conv2d: { filters: 8, kernel: 3, bias: false }\n  - batch_norm\n',
  ),
  'layers/unread': page(
    'No other layer uses the value of the layer, and it is not an output. It is not part of the model, and neither are layers whose values only it uses: they count nothing in `summary` and `expect`, generated programs and engines leave them out, and files of weights do not have their weights.',
    'layers:\n  - conv2d: { filters: 8, kernel: 3 }\n  - tanh: {}\n    from: input\n',
    'layers:\n  - conv2d: { filters: 8, kernel: 3 }\n  - tanh\n',
  ),
  'layers/kernel-name': page(
    'The path is named after a kernel size that it does not have, such as the `five` of an Inception V1 whose 5 x 5 is really 3 x 3. Two 3 x 3 in a row cover 5 x 5 and do not cause the warning.',
    'layers:\n  - branch:\n      five: [{ conv2d: { filters: 8, kernel: 3, padding: same } }]\n      plain: []\n  - concat\n',
    'layers:\n  - branch:\n      five: [{ conv2d: { filters: 8, kernel: 5, padding: same } }]\n      plain: []\n  - concat\n',
  ),
  'layers/two-activations': page(
    'Two activations in a row are usually a copying mistake, also where only a dropout or a reshape is between them.',
    'layers:\n  - conv2d: { filters: 8, kernel: 3 }\n  - relu\n  - relu\n',
    'layers:\n  - conv2d: { filters: 8, kernel: 3 }\n  - relu\n',
  ),
  'layers/two-linear': page(
    'Without an activation between them, two linear layers compute what one of them could. A second layer with a window of several cells, groups, shared weights, and a first layer with few channels do not cause the warning: they are there to need fewer weights.',
    'layers:\n  - flatten\n  - dense: { units: 64 }\n  - dense: { units: 10 }\n',
    'layers:\n  - flatten\n  - dense: { units: 64 }\n  - relu\n  - dense: { units: 10 }\n',
  ),
  'layers/softmax-of-one': page(
    'Softmax divides each value by the sum of all channels. Of one channel this is always 1, and its logarithm 0: nothing can be learned through it.',
    'layers:\n  - flatten\n  - dense: { units: 1 }\n  - softmax\n',
    'layers:\n  - flatten\n  - dense: { units: 1 }\n  - sigmoid\n',
  ),
  'layers/norm-momentum': page(
    '`momentum` is the share of the old running statistics that each step keeps, as in Keras and ONNX. In PyTorch it is the share of the new ones, so its 0.1 is 0.9 here. Less than 0.5 causes the warning.',
    'layers:\n  - batch_norm: { momentum: 0.1, epsilon: 0.00001 }\n',
    'layers:\n  - batch_norm: { momentum: 0.9, epsilon: 0.00001 }\n',
  ),
  'layers/norm-of-one': page(
    'A norm subtracts the mean and divides by the deviation of the values that it normalises together. Of a single value the mean is the value itself, so the result is 0, whatever the value was.',
    'layers:\n  - global_avg_pool2d\n  - group_norm: { groups: 4 }\n',
    'layers:\n  - global_avg_pool2d\n  - group_norm: { groups: 2 }\n',
  ),
  'layers/one-path': page(
    'A join of one value does nothing. Usually the empty path of a skip connection was forgotten.',
    'layers:\n  - branch: { main: [{ conv2d: { filters: 4, kernel: 3, padding: same } }] }\n  - add\n',
    'layers:\n  - branch: { main: [{ conv2d: { filters: 4, kernel: 3, padding: same } }], skip: [] }\n  - add\n',
  ),
  'layers/same-operand': page(
    'A join of a value with itself is usually one name written twice where two were meant.',
    'layers:\n  - tanh: {}\n    name: a\n  - add: {}\n    from: [a, a]\n',
    'layers:\n  - tanh: {}\n    name: a\n  - add: {}\n    from: [input, a]\n',
  ),
  'input/channels-first': page(
    'Sizes are written height, width, channels, or length, channels. An image of height 1, 3 or 4 whose width and channels are large and similar was probably written with its channels first, and so was a sequence of length 1, 2 or 3 with hundreds of channels.',
    'input: { shape: [3, 32, 32] }\nlayers:\n  - relu\n',
    'input: { shape: [32, 32, 3] }\nlayers:\n  - relu\n',
  ),
  'input/preprocess-scale': page(
    'Data sets hold whole numbers from 0 to 255, which are divided by 255 before `mean` and `std` are applied. A mean or deviation above 1 is probably one of the numbers before that.',
    'input: { height: 8, width: 8, channels: 4, preprocess: { mean: 127.5, std: 127.5 } }\nlayers:\n  - relu\n',
    'input: { height: 8, width: 8, channels: 4, preprocess: { mean: 0.5, std: 0.5 } }\nlayers:\n  - relu\n',
  ),
  'layers/skips-cells': page(
    'If the stride is larger than the window, some cells are never read. Windows of one cell do not cause the warning.',
    'layers:\n  - max_pool2d: { kernel: 2, stride: 3 }\n',
    'layers:\n  - max_pool2d: { kernel: 3, stride: 2 }\n',
  ),
  'layers/pool-of-one': page(
    'A pool with a window and a stride of one returns its input.',
    'layers:\n  - max_pool2d: { kernel: 1 }\n',
    'layers:\n  - max_pool2d: { kernel: 2 }\n',
  ),
  'blocks/unused': page(
    'The block is declared but never used. Unused blocks of included files do not cause the warning.',
    'blocks:\n  unit: { layers: [relu] }\nlayers: [tanh]\n',
    'blocks:\n  unit: { layers: [relu] }\nlayers: [{ use: unit }]\n',
  ),
  'blocks/unused-parameter': page(
    'The parameter has no effect, whatever a use passes for it.',
    'blocks:\n  unit: { params: { out: 8 }, layers: [{ conv2d: { filters: 8, kernel: 1 } }] }\nlayers: [{ use: unit }]\n',
    'blocks:\n  unit: { params: { out: 8 }, layers: [{ conv2d: { filters: "${out}", kernel: 1 } }] }\nlayers: [{ use: unit }]\n',
  ),
  'let/unused': page(
    'No expression uses the value, so `--set` has no effect on it.',
    'let: { width: 8 }\nlayers:\n  - conv2d: { filters: 8, kernel: 1 }\n',
    'let: { width: 8 }\nlayers:\n  - conv2d: { filters: "${width}", kernel: 1 }\n',
  ),
  'train/drops-scores': page(
    'Dropout after the last layer removes the score of the right class in a share of the steps, which can only be learned against. It belongs before the last layer, where it drops features.',
    ending('  - dropout: { rate: 0.5 }\n', ''),
    `${MNIST}layers:\n  - flatten\n  - dropout: { rate: 0.5 }\n  - dense: { units: 10 }\ntrain: { dataset: mnist }\n`,
  ),
  'train/high-rate': page(
    'With such a learning rate nearly every net diverges in the first steps. The warning is for rates above 3 with `sgd`, above 0.1 with `adam` and `adamw`, and above 1 with `rmsprop`.',
    ending('', ', optimizer: { adam: { learning_rate: 1 } }'),
    ending('', ', optimizer: { adam: { learning_rate: 0.001 } }'),
  ),
  'train/no-momentum': page(
    'Nesterov momentum looks ahead along the momentum. Where that is 0, it is plain gradient descent.',
    ending('', ', optimizer: { sgd: { nesterov: true } }'),
    ending('', ', optimizer: { sgd: { momentum: 0.9, nesterov: true } }'),
  ),
  'train/no-step': page(
    'The first step of the schedule comes after the last epoch, so the learning rate never changes.',
    ending('', ', epochs: 5, schedule: { step: { every: 30, unit: epochs } }'),
    ending('', ', epochs: 5, schedule: { step: { every: 2, unit: epochs } }'),
  ),
  'train/softmax-twice': page(
    'The loss applies softmax to the scores itself, in a numerically safe way. Softmax applied twice is nearly flat and trains badly.',
    ending('  - softmax\n', ''),
    ending('', ''),
  ),
  'train/sigmoid-twice': page(
    'The loss applies the sigmoid to the scores itself, in a numerically safe way.',
    ending('  - sigmoid\n', ', loss: binary_cross_entropy'),
    ending('', ', loss: binary_cross_entropy'),
  ),
  'train/norm-of-one': page(
    'A norm by the statistics of the batch subtracts the mean of each channel. Of a single value nothing is left, so the layers before it learn nothing. PyTorch refuses to compute it. The last step of an epoch takes the samples that are left over.',
    ending('  - batch_norm: { center: false }\n', ', batch_size: 1'),
    ending('  - batch_norm: { center: false }\n', ', batch_size: 32'),
  ),
  'train/activation-before-loss': page(
    'The loss takes scores of any size and sign. After a `relu`, the model can no longer give a class a negative score.',
    ending('  - relu\n', ''),
    ending('', ''),
  ),
};
