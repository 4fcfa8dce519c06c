import { compile } from '../../src/compiler/compile';
import { helpOf } from '../../src/diagnostics/wording';
import { fixSpec } from '../../src/fix/fix-spec';
import { attributes } from '../../src/schema/foreign/attributes';
import { plainWord } from '../../src/schema/foreign/foreign-word';
import { operations } from '../../src/schema/foreign/operations';
import { values } from '../../src/schema/foreign/values';
import { isKind, kinds } from '../../src/schema/kinds';
import { itemWords } from '../../src/schema/words';
import { specWith } from '../support/marks';

/** The codes and helps of a spec, and the spec after `--fix`. */
function read(text: string) {
  const { diagnostics } = compile(text);
  const after = fixSpec(text, 'spec.yaml', {}, { scope: 'certain' }).changed.get('spec.yaml')?.after;
  return { codes: diagnostics.map(({ code }) => code), helps: diagnostics.map(helpOf), after };
}

/** Words for operations that this version lacks, whatever it lacks. */
const lacking = operations.flatMap(({ is, names }) => (itemWords.includes(is) ? [] : [is, ...names.split(' ')]));
const lackingOnly = lacking.filter(
  (word) =>
    word !== '' &&
    !operations.some(
      (row) => itemWords.includes(row.is) && [row.is, ...row.names.split(' ')].map(plainWord).includes(plainWord(word)),
    ),
);

test.each(lackingOnly)('%s is not supported, and nothing is edited', (word) => {
  const { codes, helps, after } = read(specWith(`  - ${word}: {}`));
  expect(codes).toEqual(['schema/unsupported']);
  expect(helps[0]).toBeTruthy();
  expect(after).toBeUndefined();
});

test('what comes nearest exists', () => {
  const texts = [...operations, ...attributes, ...Object.values(values).flat()].flatMap((row) => [
    ...(row.differs === undefined ? [] : [row.differs]),
    ...(row.instead === undefined || isKind(row.is) ? [] : [row.instead]),
  ]);
  const words = texts.flatMap((text) =>
    [...text.matchAll(/`(?:- )?([a-z]+_?[a-z]*_?[a-z]*[12]d)`/g)].map(([, word]) => word),
  );
  expect(words.length).toBeGreaterThan(20);
  expect(words.filter((word) => !kinds.some((kind) => kind === word))).toEqual([]);
});

test.each([
  ['a layer of Keras', '  - MaxPooling2D: { pool_size: 2, strides: 2 }', '  - max_pool2d: { kernel: 2, stride: 2 }'],
  ['a layer of PyTorch', '  - nn.Conv2d: { out_channels: 3, kernel_size: 1 }', '  - conv2d: { filters: 3, kernel: 1 }'],
  [
    'words of Caffe',
    '  - flatten\n  - InnerProduct: { num_output: 3, bias_term: false }',
    '  - flatten\n  - dense: { units: 3, bias: false }',
  ],
  ['a join of Keras', '  - branch: { a: [], b: [tanh] }\n  - Maximum', '  - branch: { a: [], b: [tanh] }\n  - maximum'],
  ['cropping', '  - Cropping2D: { cropping: 1 }', '  - crop2d: { cropping: 1 }'],
  ['a shuffle of PyTorch', '  - nn.ChannelShuffle: { groups: 2 }', '  - channel_shuffle: { groups: 2 }'],
  ['a slip in a word of modelc', '  - leakyrelu: { slope: 0.2 }', '  - leaky_relu: { slope: 0.2 }'],
  ['a slope', '  - leaky_relu: { negative_slope: 0.2 }', '  - leaky_relu: { slope: 0.2 }'],
  ['a condition', '  - relu: {}\n    if: true', '  - relu: {}\n    when: true'],
  ['a factor of blocks', '  - depth_to_space: { factor: 2 }', '  - depth_to_space: { block: 2 }'],
  ['a block of cells', '  - upsample2d: { block: 2 }', '  - upsample2d: { factor: 2 }'],
  ['an epsilon', '  - batch_norm: { eps: 0.001 }', '  - batch_norm: { epsilon: 0.001 }'],
])('a pure renaming is an edit: %s', (_name, wrong, right) => {
  expect(read(specWith(wrong)).after).toBe(specWith(right));
});

test.each([
  [
    'the defaults of PyTorch',
    '  - BatchNorm2d',
    "write `batch_norm`; PyTorch's `momentum` is 1 minus the one here, and its defaults are `momentum: 0.9` and `epsilon: 0.00001` here",
  ],
  [
    'a sum, of whatever it is',
    '  - sum',
    'write `add`; the sum along an axis is `scale` by its size, then `reduce_mean`',
  ],
  ['a mean, of whatever it is', '  - mean', /^write `add`.*; along an axis, write `reduce_mean`$/],
  [
    'a largest value, of whatever it is',
    '  - max',
    'write `maximum`; the largest number along an axis is `reduce_max`',
  ],
  ['a pool of any rank', '  - MaxPool: { kernel: 2 }', /^write `max_pool1d`.* or `max_pool\dd`$/],
  [
    'channels that are inferred',
    '  - conv2d: { in_channels: 4, filters: 3, kernel: 1 }',
    'remove it: modelc infers it from the layer before',
  ],
  ['an activation inside', '  - conv2d: { filters: 3, kernel: 1, activation: ReLU }', 'put `- relu` after the layer'],
  [
    'no activation inside',
    '  - conv2d: { filters: 3, kernel: 1, activation: linear }',
    'remove it: a layer has no activation of its own',
  ],
  ['a probability to keep', '  - dropout: { keep_prob: 0.8 }', 'write `rate: 0.2`: the rate is 1 - `keep_prob`'],
  [
    'an axis',
    '  - batch_norm: { axis: -1 }',
    'remove it: this always works along the last axis, the channels or features',
  ],
  ['a layout', '  - conv2d: { filters: 3, kernel: 1, data_format: NCHW }', /channels are always last/],
  [
    'cells of padding in two keys',
    '  - conv2d: { filters: 3, kernel: 3, pad_h: 1 }',
    'write `padding: [top, bottom, left, right]`',
  ],
  [
    'another initialiser',
    '  - conv2d: { filters: 3, kernel: 1, kernel_initializer: orthogonal }',
    'the nearest is `glorot_normal`',
  ],
])('no edit, but advice: %s', (_name, layers, help) => {
  const { helps, after } = read(specWith(layers));
  expect(helps).toEqual([typeof help === 'string' ? help : expect.stringMatching(help)]);
  expect(after).toBeUndefined();
});

test.each([
  ['optimizer: adamax', 'schema/unsupported', 'the nearest are `adam` and `adamw`'],
  ['optimizer: { SGD: { lr: 0.1 } }', 'schema/unknown-choice', 'write `sgd`'],
  ['optimizer: { sgd: { lr: 0.1 } }', 'schema/unknown-key', 'write `learning_rate`'],
  ['loss: huber', 'schema/unsupported', 'the nearest is `mean_squared_error`'],
  ['schedule: ReduceLROnPlateau', 'schema/unsupported', 'the nearest are `step` and `cosine`'],
  ['criterion: softmax_cross_entropy', 'schema/unknown-key', 'write `loss`'],
])('in train: %s', (setting, code, help) => {
  const { codes, helps } = read(
    specWith('  - flatten\n  - dense: { units: 4 }', `train: { dataset: { idx: data }, ${setting} }\n`),
  );
  expect([codes[0], helps[0]]).toEqual([code, help]);
});

test('no key is repeated, and a name of the model is not a version', () => {
  const twice = specWith('  - relu', 'model: lenet\n');
  expect(read(twice)).toMatchObject({ codes: ['schema/unknown-key'], after: undefined });
  expect(read(specWith('  - conv2d: { filters: 3, filter: 4, kernel: 1 }')).helps).toEqual([
    '`filters` is already there: remove one of the two',
  ]);
});
