import { compile } from '../../src/compiler/compile';
import { helpOf, messageOf } from '../../src/diagnostics/wording';
import { specWith } from '../support/marks';

test.each([
  [
    'counts of the model',
    specWith('  - conv2d: { filters: 4, kernel: 1 }', 'expect: { parameters: 100, macs: 320 }\n'),
    [
      'the model has 20 parameters, but `expect` says 100',
      'the model has 1024 multiply-accumulates, but `expect` says 320',
    ],
  ],
  [
    'the size of a value',
    specWith('  - relu: {}\n    expect: { height: 7 }'),
    ['`relu` has height 8, but `expect` says 7'],
  ],
  [
    'a character that no expression has',
    specWith('  - dropout: { rate: "${?}" }'),
    ['invalid expression: unknown operator `?`'],
  ],
  [
    'values that a join refuses',
    specWith('  - branch: { a: [max_pool2d: { kernel: 2 }], b: [conv2d: { filters: 2, kernel: 1 }] }\n  - add'),
    ['`add` needs values of the same shape, or one number per channel, found 4 x 4 x 4 and 8 x 8 x 2'],
  ],
  [
    'values of different kinds',
    specWith('  - branch: { a: [relu], b: [global_avg_pool2d] }\n  - concat'),
    ['`concat` needs values of the same kind, found an image of 8 x 8 x 4 and a vector of 4 features'],
  ],
  [
    'a size that no input has',
    'modelc: 1\ninput: { length: 8, vocabulary: 30 }\nlayers:\n  - relu\n',
    ['unknown key `vocabulary` in `input`'],
  ],
])('a message about %s', (_name, text, messages) => expect(compile(text).diagnostics.map(messageOf)).toEqual(messages));

test('the axis of vectors is explained, whatever it is called', () => {
  const layers = '  - flatten\n  - branch: { a: [relu], b: [] }\n  - concat: { axis: features }';
  expect(compile(specWith(layers)).diagnostics.map(helpOf)).toEqual(['write `channels`']);
});

const normed = '  - conv2d: { filters: 2, kernel: 1, bias: false }\n  - batch_norm';

test.each([
  [
    'the trainable parameters of a model',
    specWith(normed, 'expect: { parameters: 12 }\n'),
    'write `trainable: 12`, or `parameters: 16`',
  ],
  [
    'the trainable parameters of a layer, which has no such key',
    specWith(`${normed}:\n    expect: { parameters: 4 }`),
    'write `8`',
  ],
  ['another number of parameters', specWith(normed, 'expect: { parameters: 13 }\n'), 'write `16`'],
  [
    'the name of a branch',
    specWith('  - branch: { a: [relu], b: [] }\n    name: paths\n  - add'),
    'remove it: its paths have names (`a` and `b`), and so can the join after it',
  ],
  [
    'a list in an expression',
    specWith('  - conv2d: { filters: "${[8, 16][0]}", kernel: 1 }'),
    'write the list in YAML, such as `over: [8, 16, 32]`, or name it in `let`',
  ],
  [
    'a counter beside an item',
    specWith('  - repeat: { over: [8, 16], as: [out, i], layers: [relu] }'),
    'these names are parts of an item; for its number, name the list in `let` and write `times: "${len(list)}"`, `as: i` and `list[i]`',
  ],
  [
    'a layer that is left out',
    specWith('  - relu: { }\n    when: false\n    name: last\n  - tanh: {}\n    from: last'),
    'give this item the same `when`, or name what is always present: a layer, or the path or block with that item in it',
  ],
])('help about %s', (_name, text, help) => expect(compile(text).diagnostics.map(helpOf)).toEqual([help]));

test.each([
  ['a choice that is missing', '  - avg_pool2d: { kernel: 3, padding: 1 }', 0],
  ['a size that does not fit', '  - conv2d: { filters: 2, kernel: 9 }', 1],
])('sizes are explained only where the message is about them: %s', (_name, layers, notes) => {
  const layersBefore = '  - conv2d: { filters: 4, kernel: 2 }\n';
  expect(compile(specWith(layersBefore + layers)).diagnostics.map((each) => each.notes.length)).toEqual([notes]);
});
