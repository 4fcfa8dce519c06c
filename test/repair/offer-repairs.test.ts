import { compile } from '../../src/compiler/compile';
import type { Diagnostic } from '../../src/diagnostics/diagnostic';
import { helpOf } from '../../src/diagnostics/wording';

const errorsOf = (text: string): readonly Diagnostic[] =>
  compile(text).diagnostics.filter(({ severity }) => severity === 'error');

const helps = (text: string): readonly (string | undefined)[] => errorsOf(text).map((one) => helpOf(one));

const spec = (input: string, layers: string, rest = ''): string =>
  `modelc: 1\n${rest}input: ${input}\nlayers:\n${layers}\n`;

const ALEXNET = (pad: string): string =>
  spec(
    '{ height: 224, width: 224, channels: 3 }',
    `  - { conv2d: { filters: 96, kernel: 11, stride: 4, padding: ${pad} }, name: conv1 }
  - max_pool2d: { kernel: 3, stride: 2 }
  - conv2d: { filters: 256, kernel: 5, padding: 2 }
  - max_pool2d: { kernel: 3, stride: 2 }
  - conv2d: { filters: 256, kernel: 3, padding: 1 }
  - max_pool2d: { kernel: 3, stride: 2 }
  - flatten: { size: 9216 }`,
    pad === '0' ? '' : 'let: { pad: 0 }\n',
  );

test.each([
  [
    'an expected height',
    spec(
      '{ height: 14, width: 14, channels: 4 }',
      '  - { conv2d_transpose: { filters: 1, kernel: 3, stride: 2, padding: 1 }, name: up, expect: { height: 28 } }',
    ),
    'to get 28 write `padding: same` on `up`, which then produces 28 x 28 x 1; or write `27` here',
  ],
  [
    'an expected shape',
    spec(
      '{ height: 23, width: 23, channels: 1 }',
      '  - { conv2d: { filters: 4, kernel: 3, stride: 2 }, expect: { shape: [12, 12, 4] } }',
    ),
    'to get 12 x 12 x 4 write `padding: same` on `conv2d`, which then produces 12 x 12 x 4; or write `[11, 11, 4]` here',
  ],
  [
    'the size of `flatten`',
    ALEXNET('0'),
    'to get 9216 write `padding: 5` on `conv1`, which then produces 56 x 56 x 96 (2 works too); or write `6400` here',
  ],
  ['a value of let', ALEXNET('"${pad}"'), 'to get 9216 write `pad: 5` in `let` (2 works too); or write `6400` here'],
  [
    'the inputs of `dense`',
    spec('{ features: 4 }', '  - { dense: { units: 120 }, name: fc }\n  - dense: { units: 10, inputs: 84 }'),
    'to get 84 write `units: 84` on `fc`, which then produces 84; or write `120` here',
  ],
  [
    'the width of an output',
    spec(
      '{ height: 8, width: 8, channels: 4 }',
      '  - conv2d: { filters: 6, kernel: 3 }\n  - conv2d: { filters: 6, kernel: 3 }\n  - { conv2d: { filters: 6, kernel: 1 }, name: scores, expect: { shape: [4, 4, 2] } }',
    ),
    'to get 4 x 4 x 2 write `filters: 2` on `scores`, which then produces 4 x 4 x 2; or write `[4, 4, 6]` here',
  ],
  [
    'an expected height, above an expression over channels, which do not change',
    spec(
      '{ height: 8, width: 8, channels: 4 }',
      '  - { conv2d: { filters: 4, kernel: 3 }, name: a }\n  - { conv2d: { filters: "${2 * in.channels}", kernel: 3, padding: 1 }, expect: { height: 8 } }',
    ),
    'to get 8 write `padding: 1` on `a`, which then produces 8 x 8 x 4; or write `6` here',
  ],
  [
    'a join that only another input fixes, for which a layer is left out',
    spec(
      '{ height: 33, width: 33, channels: 4 }',
      '  - { relu: {}, name: skip }\n  - { slice: { axis: height, end: -2 }, when: "${in.height > 32}" }\n  - { tanh: {}, name: main }\n  - { add: {}, from: [skip, main] }\n  - crop2d: { cropping: 1 }',
    ),
    'use an input of 32 x 32; or add `crop2d: { cropping: [1, 0] }` between `skip` and `add`, so that the paths give 31 x 33 x 4',
  ],
  [
    'a kernel that does not fit, since the channels of the input come first',
    spec('{ height: 1, width: 28, channels: 28 }', '  - max_pool2d: { kernel: 2 }'),
    'use an input of 28 x 28 x 1; or use `padding: same`, or a kernel of at most 1 here',
  ],
  [
    'the same with sizes that `let` names',
    spec(
      '{ height: "${c}", width: "${s}", channels: "${s}" }',
      '  - max_pool2d: { kernel: 2 }',
      'let: { c: 1, s: 28 }\n',
    ),
    'use `padding: same`, or a kernel of at most 1',
  ],
  [
    'a join of odd sizes',
    spec(
      '{ height: 25, width: 25, channels: 4 }',
      '  - { relu: {}, name: skip }\n  - max_pool2d: { kernel: 2 }\n  - { conv2d_transpose: { filters: 4, kernel: 2, stride: 2 }, name: up }\n  - { add: {}, from: [skip, up] }',
    ),
    'write `output_padding: 1` on `up`, which then produces 25 x 25 x 4; or use an input of 24 x 24, so that the paths give 24 x 24 x 4',
  ],
  [
    'joins that only other inputs fix',
    spec(
      '{ height: 22, width: 22, channels: 4 }',
      '  - { relu: {}, name: a }\n  - { max_pool2d: { kernel: 2 }, name: b }\n  - max_pool2d: { kernel: 2 }\n  - { upsample2d: { factor: 2 }, name: c }\n  - { concat: {}, from: [b, c] }\n  - { upsample2d: { factor: 2 }, name: d }\n  - { concat: {}, from: [a, d] }',
    ),
    'use an input of 24 x 24, so that the paths give 12 x 12 x 8; or use an input of 20 x 20, so that the paths give 10 x 10 x 8',
  ],
])('%s', (_name, text, help) => expect(helps(text)).toEqual([help]));

test('no repair that breaks something else, or depends on a value that others read', () => {
  const input = '{ height: 14, width: 14, channels: 4 }';
  const layer =
    '{ conv2d_transpose: { filters: 1, kernel: 3, stride: 2, padding: 1 }, name: up, expect: { height: 28 } }';
  expect(helps(spec(input, `  - ${layer}\n  - flatten: { size: 729 }`))).toEqual(['write `27`']);
  const read = ALEXNET('"${pad}"').replace('flatten', 'scale: { factor: "${pad + 1}" }\n  - flatten');
  expect(helps(read)).toEqual([expect.not.stringContaining('let')]);
});

test('a declared number is no certain mistake if there is a repair', () => {
  const certain = (text: string) => errorsOf(text).flatMap(({ fixes }) => fixes.map(({ certainty }) => certainty));
  expect(new Set(certain(ALEXNET('0')))).toEqual(new Set(['choice']));
  expect(certain(ALEXNET('0').replace('9216', '6401'))).toEqual(['certain']);
});
