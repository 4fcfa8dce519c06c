import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compile } from '../../src/compiler/compile';
import { lineOf } from '../../src/diagnostics/source';
import { helpOf, messageOf } from '../../src/diagnostics/wording';
import { folderReader } from '../../src/files/read-include';
import { expectErrors, specWith } from '../support/marks';

const specs = join(__dirname, '../../specs');

test.each(readdirSync(specs).filter((file) => file.endsWith('.yaml')))('%s has no warning', (file) => {
  const path = join(specs, file);
  const { diagnostics } = compile(readFileSync(path, 'utf8'), path, { includes: folderReader(specs) });
  expect(diagnostics.map((one) => `${one.code}: ${messageOf(one)}`)).toEqual([]);
});

test.each([
  [
    'a bias that a norm takes off',
    '  - conv2d: { filters: 8, kernel: 3, bias: ‹true› }\n  - batch_norm',
    ['layers/bias-before-norm'],
  ],
  ['a bias by default', '  - ‹dense›: { units: 4 }\n  - batch_norm', ['layers/bias-before-norm']],
  ['an activation twice', '  - relu\n  - ‹tanh›', ['layers/two-activations']],
  [
    'an activation twice, with a dropout between',
    '  - relu\n  - dropout: { rate: 0.1 }\n  - ‹relu›',
    ['layers/two-activations'],
  ],
  ['a layer that nobody reads', '  - ‹relu›\n  - tanh: {}\n    from: input', ['layers/unread']],
  ['a stride past the window', '  - max_pool2d: { kernel: 2, stride: ‹4› }', ['layers/skips-cells']],
  ['a pool of one', '  - ‹max_pool2d›: { kernel: 1 }', ['layers/pool-of-one']],
  [
    'a shared bias that norms take off after both layers',
    '  - conv2d: { filters: 4, kernel: 1, bias: ‹true› }\n    name: a\n  - batch_norm\n  - conv2d: { filters: 4, kernel: 1 }\n    weights: a\n  - batch_norm',
    ['layers/bias-before-norm'],
  ],
  [
    'a layer of which only the weights are used',
    '  - ‹conv2d›: { filters: 4, kernel: 1 }\n    name: a\n  - conv2d: { filters: 4, kernel: 1 }\n    from: input\n    weights: a',
    ['layers/unread'],
  ],
  [
    '5 x 5 that is 3 x 3',
    '  - branch: { five: [{ conv2d: { filters: 4, kernel: ‹3›, padding: same } }], b: [] }\n  - concat',
    ['layers/kernel-name'],
  ],
  [
    'a name with 5x5',
    '  - branch: { branch_5x5: [{ conv2d: { filters: 4, kernel: ‹3›, padding: same } }], b: [] }\n  - concat',
    ['layers/kernel-name'],
  ],
  ['momentum by the convention of PyTorch', '  - batch_norm: { momentum: ‹0.1› }', ['layers/norm-momentum']],
  [
    'the logarithm of softmax of one value',
    '  - flatten\n  - dense: { units: 1 }\n  - ‹log_softmax›',
    ['layers/softmax-of-one'],
  ],
  ['softmax of one value', '  - flatten\n  - dense: { units: 1 }\n  - ‹softmax›', ['layers/softmax-of-one']],
  [
    'softmax of one channel of an image',
    '  - conv2d: { filters: 1, kernel: 1 }\n  - ‹softmax›',
    ['layers/softmax-of-one'],
  ],
  ['two dense layers', '  - flatten\n  - dense: { units: 20 }\n  - ‹dense›: { units: 10 }', ['layers/two-linear']],
  [
    'a convolution, a dropout and a dense layer',
    '  - conv2d: { filters: 8, kernel: 3 }\n  - dropout: { rate: 0.5 }\n  - flatten\n  - ‹dense›: { units: 10 }',
    ['layers/two-linear'],
  ],
  [
    'a convolution before one of kernel 1',
    '  - conv2d: { filters: 8, kernel: 3 }\n  - ‹conv2d›: { filters: 8, kernel: 1 }',
    ['layers/two-linear'],
  ],
  [
    'softmax before its loss',
    '  - flatten\n  - dense: { units: 10 }\n  - ‹softmax›\ntrain: { dataset: { idx: data } }',
    ['train/softmax-twice'],
  ],
])('%s', (_name, layers, codes) => {
  const marked = specWith(layers);
  const vector = _name === 'a bias by default';
  expectErrors(vector ? marked.replace(/input: .*\n/, 'input: { features: 4 }\n') : marked, codes);
});

const conv = (kernel: string, more = '') => `{ conv2d: { filters: 4, kernel: ${kernel}, padding: same${more} } }`;

test.each([
  ['a norm without a shift', '  - conv2d: { filters: 8, kernel: 3 }\n  - batch_norm: { center: false }'],
  [
    'a convolution that is read beside the norm',
    '  - conv2d: { filters: 4, kernel: 1 }\n  - batch_norm\n  - add: {}\n    from: [conv2d, batch_norm]',
  ],
  [
    'a bias whose layer shares it with one before no norm',
    '  - conv2d: { filters: 4, kernel: 1 }\n    name: a\n  - batch_norm\n  - conv2d: { filters: 4, kernel: 1 }\n    weights: a',
  ],
  [
    'a bias before a norm that belongs to a layer before none',
    '  - conv2d: { filters: 4, kernel: 1 }\n    name: a\n  - conv2d: { filters: 4, kernel: 1 }\n    weights: a\n  - batch_norm',
  ],
  ['two of 3 x 3 for 5 x 5', `  - branch: { five: [${conv('3')}, ${conv('3')}], b: [] }\n  - concat`],
  ['1 x 7 and 7 x 1', `  - branch: { seven: [${conv('[1, 7]')}, ${conv('[7, 1]')}], b: [] }\n  - concat`],
  [
    'dilated 3 x 3 for 3 x 3, and for 5 x 5',
    '  - branch:\n      three: [{ conv2d: { filters: 4, kernel: 3, padding: same, dilation: 2 } }]\n      five: [{ conv2d: { filters: 4, kernel: 3, padding: same, dilation: 2 } }]\n  - concat',
  ],
  ['paths that are counted', `  - branch: { one: [${conv('3')}], two: [] }\n  - concat`],
  ['a shortcut that picks cells', '  - conv2d: { filters: 4, kernel: 1, stride: 2 }'],
  ['a dilated window with a long stride', '  - conv2d: { filters: 4, kernel: 2, dilation: 3, stride: 4 }'],
])('no alarm: %s', (_name, layers) => expectErrors(specWith(layers), []));

test.each([
  ['two convolutions of several cells', '  - conv2d: { filters: 8, kernel: 3 }\n  - conv2d: { filters: 8, kernel: 3 }'],
  ['a bottleneck', '  - flatten\n  - dense: { units: 8 }\n  - dense: { units: 100 }'],
  ['depthwise, then pointwise', '  - depthwise_conv2d: { kernel: 3 }\n  - conv2d: { filters: 8, kernel: 1 }'],
  ['groups', '  - conv2d: { filters: 8, kernel: 1, groups: 4 }\n  - conv2d: { filters: 8, kernel: 1 }'],
  [
    'a linear layer with another reader',
    '  - conv2d: { filters: 8, kernel: 1 }\n    name: a\n  - conv2d: { filters: 8, kernel: 1 }\n    name: b\n  - add: {}\n    from: [a, b]',
  ],
  [
    'a frozen projection',
    '  - conv2d: { filters: 8, kernel: 1, trainable: false }\n  - conv2d: { filters: 8, kernel: 1 }',
  ],
  [
    'a norm between them',
    '  - conv2d: { filters: 8, kernel: 1, bias: false }\n  - batch_norm\n  - conv2d: { filters: 8, kernel: 1 }',
  ],
  ['a bias before a frozen norm', '  - conv2d: { filters: 8, kernel: 3 }\n  - batch_norm: { trainable: false }'],
  ['the momentum of a frozen norm', '  - batch_norm: { trainable: false, momentum: 0.1 }'],
  [
    'a value before two activations',
    '  - relu:\n    name: a\n  - dropout: { rate: 0.1 }\n  - tanh\n  - add: {}\n    from: [a, tanh]',
  ],
])('no alarm either: %s', (_name, layers) => expectErrors(specWith(layers), []));

const trained = (layers: string, train = '') =>
  `modelc: 1\ninput: { height: 28, width: 28, channels: 1 }\nlayers:\n  - flatten\n${layers}\ntrain: { dataset: mnist${train} }\n`;
const dense = '  - dense: { units: 10 }';
const BCE = ', loss: binary_cross_entropy';

test.each([
  ['sigmoid before softmax cross-entropy', trained(`${dense}\n  - ‹sigmoid›`), ['train/activation-before-loss']],
  ['softmax before binary cross-entropy', trained(`${dense}\n  - ‹softmax›`, BCE), ['train/activation-before-loss']],
  ['sigmoid before its own loss', trained(`${dense}\n  - ‹sigmoid›`, BCE), ['train/sigmoid-twice']],
  [
    'an activation behind a dropout and a reshape',
    trained(`${dense}\n  - ‹relu›\n  - dropout: { rate: 0.5 }\n  - reshape: { shape: [10] }`),
    ['train/activation-before-loss'],
  ],
  [
    'an activation behind a reordering of places',
    trained(
      '  - reshape: { shape: [28, 28, 1] }\n  - conv2d: { filters: 10, kernel: 28 }\n  - ‹tanh›\n  - permute: { axes: [width, height, channels] }\n  - flatten',
    ),
    ['train/activation-before-loss'],
  ],
  ['softmax behind a flatten', trained(`${dense}\n  - ‹softmax›\n  - flatten`), ['train/softmax-twice']],
  ['softmax before a loss that takes any values', trained(`${dense}\n  - softmax`, ', loss: mean_squared_error'), []],
  [
    'a norm of one sample',
    trained(`  - dense: { units: 10, bias: false }\n  - ‹batch_norm›`, ', batch_size: 1'),
    ['train/norm-of-one'],
  ],
  [
    'a norm of the last sample of an epoch',
    trained(`  - dense: { units: 10, bias: false }\n  - ‹batch_norm›`, ', batch_size: 59999'),
    ['train/norm-of-one'],
  ],
  ['a norm of two samples', trained(`  - dense: { units: 10, bias: false }\n  - batch_norm`, ', batch_size: 2'), []],
  [
    'a norm of one sample with many places',
    trained(
      '  - reshape: { shape: [28, 28, 1] }\n  - batch_norm\n  - flatten\n  - dense: { units: 10 }',
      ', batch_size: 1',
    ),
    [],
  ],
])('in training: %s', (_name, marked, codes) => expectErrors(marked, codes));

const withInput = (input: string, layers = '[relu]') => `modelc: 1\n‹input›: ${input}\nlayers: ${layers}\n`;
const scaled = (preprocess: string) =>
  `modelc: 1\ninput: { height: 8, width: 8, channels: 3, preprocess: ${preprocess} }\nlayers: [relu]\n`;

test.each([
  ['channels first', withInput('{ height: 3, width: 224, channels: 224 }'), ['input/channels-first']],
  ['sizes with the channels first', withInput('{ shape: [1, 28, 28] }'), ['input/channels-first']],
  ['a sequence with the channels first', withInput('{ shape: [2, 16000] }'), ['input/channels-first']],
  ['a sequence of few positions', withInput('{ length: 3, channels: 64 }').replaceAll(/[‹›]/g, ''), []],
  ['one row of sensors', withInput('{ height: 1, width: 128, channels: 9 }').replaceAll(/[‹›]/g, ''), []],
  ['a small image', withInput('{ height: 3, width: 3, channels: 64 }').replaceAll(/[‹›]/g, ''), []],
  [
    'channels first, where a kernel does not fit',
    withInput('{ height: 1, width: 28, channels: 28 }', '[{ ‹max_pool2d›: { kernel: 2 } }]').replace(
      '‹max_pool2d›: { kernel: 2 }',
      'max_pool2d: { kernel: ‹2› }',
    ),
    ['input/channels-first', 'shape/kernel-too-big'],
  ],
  [
    'channels first, beside an error that has nothing to do with it',
    'modelc: 1\ninput: { height: 1, width: 28, channels: 28 }\nlayers: [‹reluu›]\n',
    ['schema/unknown-kind'],
  ],
  ['a mean of values to 255', scaled('{ mean: ‹127.5› }'), ['input/preprocess-scale']],
  [
    'means and deviations of values to 255',
    scaled('{ mean: ‹[123, 117, 104]›, std: ‹[58, 57, 57]› }'),
    ['input/preprocess-scale', 'input/preprocess-scale'],
  ],
  ['means and deviations of values to 1', scaled('{ mean: [0.485, 0.456, 0.406], std: [0.229, 0.224, 0.225] }'), []],
])('of inputs: %s', (_name, marked, codes) => expectErrors(marked, codes));

test('warnings wait until there is no error', () => {
  expectErrors(specWith('  - relu\n  - relu\n  - flatten: { size: ‹3› }'), ['expect/flatten-size']);
});

test.each([
  ['an unknown code', '[layers/‹unred›]', 'schema/unknown-choice'],
  ['the code of an error', '[‹shape/concat›]', 'schema/unknown-choice'],
  ['a word', '‹layers/unread›', 'schema/shape-of'],
])('allow: %s', (_name, allow, code) => {
  const text = specWith('  - tanh', `allow: ${allow.replace(/[‹›]/g, '')}\n`);
  const [diagnostic, ...others] = compile(text).diagnostics;
  expect(others).toEqual([]);
  expect([diagnostic?.code, diagnostic && lineOf(diagnostic.span)]).toEqual([code, 3]);
});

test('a misspelt code is fixed', () => {
  const [diagnostic] = compile(specWith('  - tanh', 'allow: [layers/unraed]\n')).diagnostics;
  expect(diagnostic?.fixes[0]).toMatchObject({ certainty: 'certain', edits: [{ newText: 'layers/unread' }] });
});

test.each([
  ['none', '  - { tanh: {}, name: t }\n', '`t` is never used and is not an output'],
  [
    'a',
    '  - { relu: {}, name: a }\n  - { tanh: {}, name: t }\n',
    '`t` is never used and is not an output; `a` before it leads to no output either',
  ],
  [
    '5',
    `${[1, 2, 3, 4, 5].map((n) => `  - { relu6: {}, name: a${n} }\n`).join('')}  - { tanh: {}, name: t }\n`,
    '; `a3`, `a4`, `a5` and 2 more before it lead to no output either',
  ],
])('an unread layer is named with the layers before it: %s', (_name, layers, message) => {
  const text = specWith(`${layers}  - relu: {}\n    from: input`);
  const unread = compile(text).diagnostics.filter(({ code }) => code === 'layers/unread');
  expect(unread.map(messageOf)).toEqual([expect.stringContaining(message)]);
});

test('an expectation that counts unread layers says so', () => {
  const layers =
    '  - conv2d: { filters: 4, kernel: 1 }\n    name: a\n  - relu\n  - conv2d: { filters: 2, kernel: 1, bias: false }\n    from: input';
  const { diagnostics } = compile(specWith(layers, 'expect: { parameters: 99 }\n'));
  expect(diagnostics.map(({ code }) => code)).toEqual(['expect/value']);
  expect(diagnostics[0]?.notes.map(({ message }) => message)).toContain(
    'no output depends on `a` and 1 other, so they count nothing',
  );
});

test.each([
  [
    'an unread layer',
    '  - conv2d: { filters: 4, kernel: 1 }\n    name: a\n  - conv2d: { filters: 4, kernel: 1 }\n    from: input\n    weights: a',
    'the output of `a` is never used, only its weights',
    'first change each `weights`',
  ],
  [
    'a bias',
    '  - conv2d: { filters: 4, kernel: 1 }\n    name: a\n  - batch_norm\n  - conv2d: { filters: 4, kernel: 1 }\n    weights: a\n  - batch_norm',
    '`a`, like each layer that uses its weights, adds a bias',
    'on `a` and on each layer that uses its weights',
  ],
])('a warning about %s gives advice for all layers with its weights', (_name, layers, message, help) => {
  const { diagnostics } = compile(specWith(layers));
  expect(diagnostics).toHaveLength(1);
  const [diagnostic] = diagnostics;
  expect(diagnostic && messageOf(diagnostic)).toContain(message);
  expect(diagnostic && helpOf(diagnostic)).toContain(help);
});
