import { compile } from '../../src/compiler/compile';
import type { Diagnostic } from '../../src/diagnostics/diagnostic';
import { helpOf } from '../../src/diagnostics/wording';
import { valuesOf } from '../../src/dimensions/dimension';
import { applyEdits } from '../../src/fix/apply-edits';
import { typingOf } from '../../src/graph/typed-graph';
import { randomNet } from '../targets/random-spec';

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
    'write `27`, or to get 28 write `output_padding: 1` on `up` or `padding: same` on `up`',
  ],
  [
    'an expected shape',
    spec(
      '{ height: 23, width: 23, channels: 1 }',
      '  - { conv2d: { filters: 4, kernel: 3, stride: 2 }, expect: { shape: [12, 12, 4] } }',
    ),
    'write `[11, 11, 4]`, or to get 12 x 12 x 4 write `padding: same` on `conv2d`, or use an input of 25 x 25',
  ],
  [
    'the size of `flatten`',
    ALEXNET('0'),
    'write `6400`, or to get 9216 write `padding: 2` on `conv1`, or use an input of 227 x 227',
  ],
  [
    'a value of let',
    ALEXNET('"${pad}"'),
    'write `6400`, or to get 9216 write `pad: 2` in `let`, or use an input of 227 x 227',
  ],
  [
    'the inputs of `dense`',
    spec('{ features: 4 }', '  - { dense: { units: 120 }, name: fc }\n  - dense: { units: 10, inputs: 84 }'),
    'write `120`, or to get 84 write `units: 84` on `fc`',
  ],
  [
    'a join of odd sizes',
    spec(
      '{ height: 25, width: 25, channels: 4 }',
      '  - { relu: {}, name: skip }\n  - max_pool2d: { kernel: 2 }\n  - { conv2d_transpose: { filters: 4, kernel: 2, stride: 2 }, name: up }\n  - { add: {}, from: [skip, up] }',
    ),
    'write `output_padding: 1` on `up`, or use an input of 24 x 24 or 26 x 26',
  ],
  [
    'joins that only other inputs fix',
    spec(
      '{ height: 22, width: 22, channels: 4 }',
      '  - { relu: {}, name: a }\n  - { max_pool2d: { kernel: 2 }, name: b }\n  - max_pool2d: { kernel: 2 }\n  - { upsample2d: { factor: 2 }, name: c }\n  - { concat: {}, from: [b, c] }\n  - { upsample2d: { factor: 2 }, name: d }\n  - { concat: {}, from: [a, d] }',
    ),
    'use an input of 20 x 20 or 24 x 24',
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
  expect(certain(ALEXNET('0'))).toEqual(['choice', 'choice']);
  expect(certain(ALEXNET('0').replace('9216', '6401'))).toEqual(['certain']);
});

test('each repair of a random net that is written leaves no error', () => {
  let repaired = 0;
  for (let seed = 0; seed < 40; seed++) {
    const { spec: net, graph } = randomNet(seed);
    for (const { name, id } of graph.nodes) {
      const sizes = valuesOf(typingOf(graph, id).output).map((size, axis, all) =>
        axis < all.length - 1 || all.length === 1 ? size + 1 : size,
      );
      const text = JSON.stringify({ ...net, expect: { shapes: { [name]: sizes } } });
      const [error, ...others] = errorsOf(text);
      expect([seed, name, others]).toEqual([seed, name, []]);
      for (const { title, edits } of error?.fixes ?? []) {
        if (!title.includes(' on ')) continue;
        repaired++;
        expect([seed, title, errorsOf(applyEdits(text, edits))]).toEqual([seed, title, []]);
      }
    }
  }
  expect(repaired).toBeGreaterThan(10);
});
