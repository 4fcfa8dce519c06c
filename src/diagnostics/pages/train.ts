import type { train } from '../messages/train';
import { type Page, page } from './page';

const MNIST = 'input: { height: 28, width: 28, channels: 1 }\n';
const net = (settings: string, units = 10): string =>
  `${MNIST}layers: [flatten, { dense: { units: ${units} } }]\ntrain: { ${settings} }\n`;

export const trainPages: { readonly [C in keyof typeof train]: Page } = {
  'train/input-shape': page(
    'The images of the data set have another size than the input of the model.',
    'input: { height: 32, width: 32, channels: 1 }\nlayers: [flatten, { dense: { units: 10 } }]\ntrain: { dataset: mnist }\n',
    net('dataset: mnist'),
  ),
  'train/output-shape': page(
    'The loss compares one score per class, but the output is an image.',
    `${MNIST}layers:\n  - conv2d: { filters: 10, kernel: 3 }\ntrain: { dataset: mnist }\n`,
    `${MNIST}layers:\n  - conv2d: { filters: 10, kernel: 3 }\n  - global_avg_pool2d\ntrain: { dataset: mnist }\n`,
  ),
  'train/classes': page(
    'The last layer must output one score per class of the data set.',
    net('dataset: mnist', 12),
    net('dataset: mnist'),
  ),
  'train/two-clips': page(
    'Clipping by norm and clipping by value are alternatives.',
    net('dataset: mnist, clip_norm: 1, clip_value: 0.5'),
    net('dataset: mnist, clip_norm: 1'),
  ),
  'train/too-high': page(
    'The settings of an optimizer, a loss or a schedule go below its word.',
    net('dataset: mnist, learning_rate: 0.1'),
    net('dataset: mnist, optimizer: { sgd: { learning_rate: 0.1 } }'),
  ),
  'train/too-deep': page(
    'This setting belongs to `train` itself.',
    net('dataset: mnist, optimizer: { sgd: { batch_size: 32 } }'),
    net('dataset: mnist, batch_size: 32'),
  ),
  'train/outside': page(
    'A spec can only name a data folder inside its own folder, so that a spec from elsewhere cannot read arbitrary files.',
    net('dataset: { idx: ../images }'),
    net('dataset: { idx: images }'),
  ),
  'train/several-inputs': page(
    'No known data set has values for several inputs.',
    'inputs: { left: { features: 3 }, right: { features: 4 } }\nlayers:\n  - concat: {}\n    from: [left, right]\n  - dense: { units: 10 }\ntrain: { dataset: mnist }\n',
    net('dataset: mnist'),
  ),
  'train/no-weights': page(
    'Training changes weights, but the model has no trainable ones.',
    `${MNIST}layers: [flatten, { dense: { units: 10, trainable: false } }]\ntrain: { dataset: mnist }\n`,
    net('dataset: mnist'),
  ),
};
