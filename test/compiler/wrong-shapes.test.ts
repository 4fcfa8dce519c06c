import { expectErrors, specWith } from '../support/marks';

test.each([
  ['a kernel larger than its input', '  - conv2d: { filters: 1, kernel: ‹9› }', ['shape/kernel-too-big']],
  ['a kernel that is too wide', '  - conv2d: { filters: 1, kernel: [1, ‹9›] }', ['shape/kernel-too-big']],
  [
    'a kernel too big by its dilation',
    '  - conv2d: { filters: 1, kernel: ‹3›, dilation: 4 }',
    ['shape/kernel-too-big'],
  ],
  ['a pool larger than its input', '  - max_pool2d: { kernel: ‹9› }', ['shape/kernel-too-big']],
  ['groups that do not divide the channels', '  - conv2d: { filters: 6, kernel: 1, groups: ‹3› }', ['shape/groups']],
  ['groups that do not divide the filters', '  - conv2d: { filters: 3, kernel: 1, groups: ‹2› }', ['shape/groups']],
  ['an average pool that pads in silence', '  - avg_pool2d: { kernel: 3, padding: ‹1› }', ['shape/count-include-pad']],
  [
    'an average pool that pads by same in silence',
    '  - avg_pool2d: { kernel: 3, stride: 1, padding: ‹same› }',
    ['shape/count-include-pad'],
  ],
  ['pool padding as wide as the pool', '  - max_pool2d: { kernel: 2, padding: ‹2› }', ['shape/pool-padding-too-big']],
  [
    'output padding where the size is said',
    '  - conv2d_transpose: { filters: 1, kernel: 3, stride: 2, padding: same, output_padding: ‹1› }',
    ['shape/output-padding-same'],
  ],
  [
    'output padding as wide as the stride',
    '  - conv2d_transpose: { filters: 1, kernel: 3, stride: [3, 2], output_padding: [2, ‹2›] }',
    ['shape/output-padding'],
  ],
  [
    'padding that cuts everything off',
    '  - conv2d_transpose: { filters: 1, kernel: 1, padding: ‹4› }',
    ['shape/nothing-left'],
  ],
  ['a window of channels without a middle', '  - lrn: { size: ‹4› }', ['shape/even-window']],
  [
    'a product of two widths',
    '  - branch: { a: [{ conv2d: { filters: 3, kernel: 1 } }], b: [] }\n  - ‹multiply›',
    ['shape/multiply'],
  ],
  ['an upsampled vector', '  - flatten\n  - ‹upsample2d›: { factor: 2 }', ['shape/needs-image']],
  ['a pool of any size on a vector', '  - flatten\n  - ‹adaptive_avg_pool2d›: { size: 2 }', ['shape/needs-image']],
  ['dense on an image', '  - ‹dense›: { units: 3 }', ['shape/needs-features']],
  ['a convolution on a vector', '  - flatten\n  - ‹conv2d›: { filters: 1, kernel: 1 }', ['shape/needs-image']],
  ['a pool on a vector', '  - flatten\n  - ‹max_pool2d›: { kernel: 1 }', ['shape/needs-image']],
  ['a wrong flatten size', '  - flatten: { size: ‹255› }', ['expect/flatten-size']],
  ['wrong dense inputs', '  - flatten\n  - dense: { units: 1, inputs: ‹255› }', ['expect/dense-inputs']],
  ['sizes that multiply past 2^53', '  - ‹zero_pad2d›: { padding: 2000000000 }', ['shape/too-big']],
  ['a reshape to another count', '  - reshape: { shape: ‹[8, 8, 3]› }', ['shape/reshape']],
  [
    'a concat of two sizes',
    '  - branch: { a: [{ max_pool2d: { kernel: 2 } }], b: [] }\n  - ‹concat›',
    ['shape/concat'],
  ],
  [
    'an add of two widths',
    '  - branch: { a: [{ conv2d: { filters: 3, kernel: 1 } }], b: [] }\n  - ‹add›',
    ['shape/add'],
  ],
  ['an add of an image and a vector', '  - flatten\n  - ‹add›: {}\n    from: [input, flatten]', ['shape/add']],
  ['a wrong expected height', '  - relu: {}\n    expect: { height: ‹7›, width: 8 }', ['expect/value']],
  ['an expected size that is not there', '  - relu: {}\n    expect: { features: ‹256› }', ['expect/not-there']],
  [
    'wrong expected parameters',
    '  - conv2d: { filters: 2, kernel: 1 }\n    expect: { parameters: ‹11› }',
    ['expect/value'],
  ],
  ['a wrong expected shape', '  - relu: {}\n    expect: { shape: ‹[4, 8, 8]› }', ['expect/value']],
  [
    'one mistake, one error',
    '  - conv2d: { filters: 1, kernel: ‹9› }\n  - max_pool2d: { kernel: 2 }\n  - flatten: { size: 3 }\n  - dense: { units: 10, inputs: 7 }',
    ['shape/kernel-too-big'],
  ],
  [
    'two wrong numbers, two errors',
    '  - flatten: { size: ‹255› }\n  - dense: { units: 10, inputs: ‹255› }',
    ['expect/flatten-size', 'expect/dense-inputs'],
  ],
  [
    'a value below a misspelt key is still checked',
    '  - conv2d: { ‹filter›: 2, kernel: 1 }\n  - flatten: { size: ‹127› }',
    ['schema/unknown-key', 'expect/flatten-size'],
  ],
])('%s', (_name, layers, codes) => expectErrors(specWith(layers), codes));

test.each([
  ['wrong parameters of the model', 'expect: { parameters: ‹9› }\n', ['expect/value']],
  ['wrong cost of the model', 'expect: { macs: ‹9› }\n', ['expect/value']],
  ['a wrong shape of a named layer', 'expect: { shapes: { relu: ‹[8, 8, 5]› } }\n', ['expect/value']],
  ['the shape of nobody', 'expect: { shapes: { ‹conv1›: [8, 8, 5] } }\n', ['wiring/unknown-name']],
  ['a shape that is a word', 'expect: { shapes: { relu: ‹big› } }\n', ['schema/value']],
])('%s', (_name, expectation, codes) => expectErrors(specWith('  - relu', expectation), codes));
