import { compile } from '../../src/compiler/compile';
import { helpOf, messageOf } from '../../src/diagnostics/wording';
import { fixSpec } from '../../src/fix/fix-spec';
import { specWith } from '../support/marks';

const blocks =
  'let: { w: 8 }\nblocks:\n  unit: { params: { out: 4 }, layers: [{ conv2d: { filters: "${out}", kernel: 1 } }, relu] }\n';

/** The messages and helps of layers, and the layers after `--fix`. */
function read(layers: string) {
  const text = specWith(`  - conv2d: { filters: "\${w}", kernel: 1 }\n  - use: unit\n${layers}`, blocks);
  const { diagnostics } = compile(text);
  const after = fixSpec(text, 'spec.yaml', {}, { scope: 'certain' }).changed.get('spec.yaml')?.after;
  return {
    found: diagnostics.map((one) => `${messageOf(one)}; ${helpOf(one)}`),
    after: after?.slice(text.indexOf(layers)).trimEnd(),
  };
}

const concat = (rest: string) =>
  `  - relu: {}\n    name: a\n  - conv2d: { filters: 4, kernel: 1 }\n    name: b\n${rest}`;

test.each([
  [
    'a block like a kind',
    '  - unit: { out: 8 }',
    'unknown layer kind `unit`; write `use: unit`, and its parameters in `with` next to it',
    '  - use: unit\n    with: { out: 8 }',
  ],
  [
    'the same within braces',
    '  - { unit: { out: 8 }, name: last }',
    'unknown layer kind `unit`; write `use: unit`, and its parameters in `with` next to it',
    '  - { use: unit, with: { out: 8 }, name: last }',
  ],
  [
    'the values of a join',
    concat('  - concat: [a, b]'),
    '`concat` must be a map of attributes, found a list of 2; the values go next to it: `from: [a, b]`',
    concat('  - concat: {}\n    from: [a, b]'),
  ],
  [
    'the values of a join, on lines of their own',
    concat('  - concat:\n      - a\n      - b'),
    /^`concat` must be a map of attributes, found a list of 2; the values go next to it/,
    undefined,
  ],
  [
    'a name instead of an expression',
    '  - conv2d: { filters: w, kernel: 1 }',
    '`filters` must be a whole number of at least 1, found `w`; write `"${w}"`',
    '  - conv2d: { filters: "${w}", kernel: 1 }',
  ],
  [
    'an expression in other braces',
    '  - conv2d: { filters: "{{ 2 * w }}", kernel: 1 }',
    '`filters` must be a whole number of at least 1, found `"{{ 2 * w }}"`; write `"${2 * w}"`',
    '  - conv2d: { filters: "${2 * w}", kernel: 1 }',
  ],
  [
    'a name that nothing has',
    '  - conv2d: { filters: v, kernel: 1 }',
    '`filters` must be a whole number of at least 1, found `v`; write the number, or declare `v` under `let` and write `"${v}"`',
    undefined,
  ],
  [
    'the only attribute as the value',
    '  - dropout: 0.5',
    '`dropout` must be a map of attributes, such as `dropout: { rate: 0.5 }`, found `0.5`; undefined',
    undefined,
  ],
  [
    'a value of a kind without attributes',
    '  - tanh: 3',
    '`tanh` must be a bare word, `- tanh`, found `3`; undefined',
    undefined,
  ],
  [
    'the kind as a value',
    '  - { type: Conv2d, filters: 3 }',
    'unknown layer kind `type`; write the kind as the key: `- conv2d: { ... }`',
    undefined,
  ],
])('%s', (_name, layers, found, after) => {
  const result = read(layers);
  expect(result.found).toEqual([typeof found === 'string' ? found : expect.stringMatching(found)]);
  expect(result.after).toBe(after);
});

test('parameters of a block that is written like a kind are checked', () => {
  expect(read('  - unit: { outt: 8 }').found).toEqual([
    expect.stringContaining('unknown layer kind `unit`'),
    expect.stringContaining('unknown parameter `outt`'),
  ]);
});

test('a setting of the optimizer in `train`, by another name', () => {
  const text = specWith(
    '  - flatten\n  - dense: { units: 4 }',
    'train: { dataset: { idx: data }, optimizer: adam, lr: 1 }\n',
  );
  const [diagnostic] = compile(text).diagnostics;
  expect(diagnostic && helpOf(diagnostic)).toBe('write `optimizer: { adam: { learning_rate: ... } }`');
});

test('a value of `let` that is declared below', () => {
  const text = specWith('  - conv2d: { filters: "${w}", kernel: 1 }', 'let:\n  w: "${2 * v}"\n  v: 4\n');
  expect(compile(text).diagnostics.map(messageOf)).toEqual(['`w` uses `v`, which is declared below it, on line 5']);
});
