import type { train } from '../messages/train';
import { type Page, page } from './page';

const MNIST = 'input: { height: 28, width: 28, channels: 1 }\n';
const net = (settings: string, units = 10): string =>
  `${MNIST}layers: [flatten, { dense: { units: ${units} } }]\ntrain: { ${settings} }\n`;

export const trainPages: { readonly [C in keyof typeof train]: Page } = {
  'train/input-shape': page(
    'The images of the data set are not what the net takes.',
    'input: { height: 32, width: 32, channels: 1 }\nlayers: [flatten, { dense: { units: 10 } }]\ntrain: { dataset: mnist }\n',
    net('dataset: mnist'),
  ),
  'train/output-shape': page(
    'The loss compares scores, one for each class, and the output is an image.',
    `${MNIST}layers:\n  - conv2d: { filters: 10, kernel: 3 }\ntrain: { dataset: mnist }\n`,
    `${MNIST}layers:\n  - conv2d: { filters: 10, kernel: 3 }\n  - global_avg_pool2d\ntrain: { dataset: mnist }\n`,
  ),
  'train/classes': page(
    'The last layer gives one score for each class of the data set.',
    net('dataset: mnist', 12),
    net('dataset: mnist'),
  ),
  'train/two-clips': page(
    'Bounding gradients together, and number by number, are two ways, and one at a time is taken.',
    net('dataset: mnist, clip_norm: 1, clip_value: 0.5'),
    net('dataset: mnist, clip_norm: 1'),
  ),
  'train/too-high': page(
    'Settings of an optimizer, a loss or a schedule stand below its word.',
    net('dataset: mnist, learning_rate: 0.1'),
    net('dataset: mnist, optimizer: { sgd: { learning_rate: 0.1 } }'),
  ),
  'train/too-deep': page(
    'The setting is one of `train` itself.',
    net('dataset: mnist, optimizer: { sgd: { batch_size: 32 } }'),
    net('dataset: mnist, batch_size: 32'),
  ),
  'train/outside': page(
    'A spec may name a folder of its own, so that one from elsewhere cannot read what it likes.',
    net('dataset: { idx: ../images }'),
    net('dataset: { idx: images }'),
  ),
  'train/several-inputs': page(
    'No data set has values for several inputs yet.',
    'inputs: { left: { features: 3 }, right: { features: 4 } }\nlayers:\n  - concat: {}\n    from: [left, right]\n  - dense: { units: 10 }\ntrain: { dataset: mnist }\n',
    net('dataset: mnist'),
  ),
  'train/no-weights': page(
    'Training changes weights, and the model has none that may change.',
    `${MNIST}layers: [flatten, { dense: { units: 10, trainable: false } }]\ntrain: { dataset: mnist }\n`,
    net('dataset: mnist'),
  ),
};
