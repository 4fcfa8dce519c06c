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
