import type { outputs } from '../messages/outputs';
import { type Page, page } from './page';

const net = (first: string, second: string): string =>
  `layers:\n  - conv2d: { filters: 8, kernel: 1 }\n    output: ${first}\n  - tanh: {}\n    output: ${second}\n`;

export const outputPages: { readonly [C in keyof typeof outputs]: Page } = {
  'outputs/duplicate': page(
    'Outputs are identified by their names.',
    net('{ name: scores }', '{ name: scores }'),
    net('{ name: early }', '{ name: scores }'),
  ),
  'outputs/two-main': page(
    'Accuracy, prediction and exports use one output.',
    net('{ main: true }', '{ main: true }'),
    net('{}', '{ main: true }'),
  ),
  'outputs/training-alone': page(
    'A training-only output does not exist at inference, and there is no other output.',
    'layers:\n  - tanh: {}\n    output: { train_only: true, loss_weight: 1 }\n',
    'layers:\n  - tanh: {}\n    output: {}\n',
  ),
  'outputs/train-only-main': page(
    'The main output must exist at inference too.',
    net('{}', '{ main: true, train_only: true, loss_weight: 1 }'),
    net('{ train_only: true, loss_weight: 0.3 }', '{ main: true }'),
  ),
};
