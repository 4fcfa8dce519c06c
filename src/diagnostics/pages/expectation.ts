import type { expectation } from '../messages/expectation';
import { type Page, page } from './page';

export const expectationPages: { readonly [C in keyof typeof expectation]: Page } = {
  'expect/flatten-size': page(
    'Declared sizes are checked. The notes show how the actual size was computed, and `modelc check --fix` writes it.',
    'layers:\n  - conv2d: { filters: 8, kernel: 3 }\n  - flatten: { size: 256 }\n',
    'layers:\n  - conv2d: { filters: 8, kernel: 3 }\n  - flatten: { size: 288 }\n',
  ),
  'expect/dense-inputs': page(
    'Declared sizes are checked. The notes show how the actual size was computed, and `modelc check --fix` writes it.',
    'layers:\n  - flatten\n  - dense: { units: 10, inputs: 255 }\n',
    'layers:\n  - flatten\n  - dense: { units: 10, inputs: 256 }\n',
  ),
  'expect/value': page(
    '`expect` states what an item or the model must have. `modelc check --fix` rewrites shapes; counts are contracts, which only `--fix=contracts` rewrites.',
    'layers:\n  - conv2d: { filters: 8, kernel: 3 }\n    expect: { parameters: 300 }\n',
    'layers:\n  - conv2d: { filters: 8, kernel: 3 }\n    expect: { parameters: 296 }\n',
  ),
  'expect/not-there': page(
    'An image has height, width and channels; a vector has features.',
    'layers:\n  - flatten: {}\n    expect: { channels: 4 }\n',
    'layers:\n  - flatten: {}\n    expect: { features: 256 }\n',
  ),
};
