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
  ['paths that are counted', `  - branch: { one: [${conv('3')}], two: [] }\n  - concat`],
  ['a shortcut that picks cells', '  - conv2d: { filters: 4, kernel: 1, stride: 2 }'],
  ['a dilated window with a long stride', '  - conv2d: { filters: 4, kernel: 2, dilation: 3, stride: 4 }'],
])('no alarm: %s', (_name, layers) => expectErrors(specWith(layers), []));

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
