import { compile } from '../../src/compiler/compile';
import type { Diagnostic } from '../../src/diagnostics/diagnostic';
import { textOf } from '../../src/diagnostics/source';
import { helpOf } from '../../src/diagnostics/wording';
import { specWith } from '../support/marks';

/** The spec after the first fix of its first diagnostic. */
function fixed(text: string): string {
  const [edit] = compile(text).diagnostics[0]?.fixes[0]?.edits ?? [];
  if (!edit) throw new Error('no fix');
  return text.slice(0, edit.span.start) + edit.newText + text.slice(edit.span.end);
}

test.each([
  ['a flatten size', '  - flatten: { size: 255 }', '  - flatten: { size: 256 }'],
  ['a misspelt kind', '  - reluu', '  - relu'],
  ['the kind of another framework', '  - Flatten', '  - flatten'],
  ['a misspelt key', '  - dropout: { rat: 0.5 }', '  - dropout: { rate: 0.5 }'],
  [
    'a misspelt value',
    '  - conv2d: { filters: 1, kernel: 1, padding: sane }',
    '  - conv2d: { filters: 1, kernel: 1, padding: same }',
  ],
  [
    'a misspelt name',
    '  - relu: {}\n    name: stem\n  - tanh: {}\n    from: stme',
    '  - relu: {}\n    name: stem\n  - tanh: {}\n    from: stem',
  ],
  ['an expected size', '  - relu: {}\n    expect: { height: 9 }', '  - relu: {}\n    expect: { height: 8 }'],
])('the fix of %s', (_name, wrong, right) => {
  expect(fixed(specWith(wrong))).toBe(specWith(right));
  expect(compile(specWith(right)).ok).toBe(true);
});

test('a wrong number under a misspelt key is fixed in place', () => {
  const { diagnostics } = compile(specWith('  - flatten: { siz: 255 }'));
  const fix = diagnostics.find(({ code }) => code === 'expect/flatten-size')?.fixes[0]?.edits[0];
  expect(fix?.newText).toBe('256');
  expect(fix && textOf(fix.span)).toBe('255');
});

test('an expression is not overwritten', () => {
  const blocks = 'blocks:\n  unit: { params: { size: 3 }, layers: [{ flatten: { size: "${size}" } }] }\n';
  const [diagnostic] = compile(specWith('  - use: unit', blocks)).diagnostics;
  expect(diagnostic?.code).toBe('expect/flatten-size');
  expect(diagnostic?.fixes).toEqual([]);
});

test('uses of a block that need different numbers are listed, and no fix is offered', () => {
  const blocks = 'blocks:\n  unit: { layers: [{ flatten: { size: 100 } }] }\n';
  const layers = '  - branch: { a: [{ use: unit }], b: [{ max_pool2d: { kernel: 2 } }, { use: unit }] }\n  - concat';
  const { diagnostics } = compile(specWith(layers, blocks));
  expect(diagnostics).toHaveLength(1);
  expect(diagnostics[0]?.fixes).toEqual([]);
  expect(diagnostics[0]?.notes.at(-1)?.message).toContain('64');
  expect(diagnostics[0] && helpOf(diagnostics[0])).toContain('parameter');
});

const branch = (...paths: string[]): string =>
  `  - branch: { ${paths.map((path, index) => `${'abcd'[index]}: [${path}]`).join(', ')} }\n  - `;
const conv = (kernel: string, more = ''): string => `{ conv2d: { filters: 4, kernel: ${kernel}${more} } }`;

test.each([
  ['a convolution that shrinks', `${branch('relu', conv('3'), '')}concat`, 'write `padding: same` on `b/conv2d`'],
  ['one of two paths', `${branch(conv('3'), 'relu')}concat`, 'write `padding: same` on `a/conv2d`'],
  ['the second of two paths', `${branch('relu', conv('3'))}concat`, 'write `padding: same` on `b/conv2d`'],
  [
    '1x3 and 3x1',
    `${branch('relu', `${conv('[1, 3]')}, ${conv('[3, 1]')}`, '')}concat`,
    'write `padding: same` on `b/conv2d` and `b/conv2d_2`',
  ],
  [
    'two in a row',
    `${branch('relu', `${conv('3')}, ${conv('3')}`, '')}concat`,
    'write `padding: 1` on `b/conv2d` and `b/conv2d_2`',
  ],
  [
    'two wrong paths of five',
    `${branch('relu', conv('3'), '', conv('5'))}concat`.replace('}\n', ', e: [tanh] }\n'),
    'write `padding: same` on `b/conv2d` and `d/conv2d`',
  ],
  [
    'an average',
    `${branch('relu', '{ avg_pool2d: { kernel: 3, stride: 1 } }', '')}concat`,
    'write `padding: same, count_include_pad: false` on `b/avg_pool2d`',
  ],
  [
    'channels of a sum',
    `${branch('relu', '{ conv2d: { filters: 5, kernel: 1 } }')}add`,
    'write `filters: 4` on `b/conv2d`',
  ],
  [
    'size and channels of a sum',
    `${branch('relu', '{ conv2d: { filters: 5, kernel: 3 } }')}add`,
    'write `padding: same` on `b/conv2d`, and `filters: 4` on `b/conv2d`',
  ],
  ['a stride', `${branch('relu', conv('1', ', stride: 2'), '')}concat`, 'write `stride: 1` on `b/conv2d`'],
  [
    'a stride that is missing',
    `${branch(conv('3', ', stride: 2'), '{ max_pool2d: { kernel: 3, stride: 2 } }', conv('3', ', stride: 1'))}concat`,
    'write `stride: 2` on `c/conv2d`',
  ],
  [
    'padding where the others have none',
    `${branch(conv('3'), '{ max_pool2d: { kernel: 3, stride: 1 } }', conv('3', ', padding: same'))}concat`,
    'write `padding: valid` on `c/conv2d`',
  ],
  ['cells of padding', `${branch('relu', conv('5', ', padding: 1'), '')}concat`, 'write `padding: same` on `b/conv2d`'],
  ['padding of its own', `${branch('relu', '{ zero_pad2d: { padding: 1 } }', '')}concat`, 'remove `b/zero_pad2d`'],
])('how to fix a join: %s', (_name, layers, help) => {
  const { diagnostics } = compile(specWith(layers));
  expect(diagnostics).toHaveLength(1);
  expect(diagnostics[0] && likeliest(diagnostics[0])).toBe(help);
});

/** The repair that is offered first, without what it gives. */
function likeliest(diagnostic: Diagnostic): string | undefined {
  return helpOf(diagnostic)?.split(/, (?:which|so that) |; or /)[0];
}

test('a repair says what it gives, and others that are almost as likely follow', () => {
  const { diagnostics } = compile(specWith(`${branch('relu', conv('3'), '')}concat`));
  expect(diagnostics[0] && helpOf(diagnostics[0])).toBe(
    'write `padding: same` on `b/conv2d`, which then produces 8 x 8 x 4',
  );
});

const summed = (filters: string): string => `blocks:
  unit:
    params: { n: }
    layers:
      - branch:
          a: [{ conv2d: { filters: ${filters}, kernel: 1 } }]
          b: [{ conv2d: { filters: 8, kernel: 1 } }]
      - add
`;
const uses = (...counts: number[]): string => counts.map((n) => `  - { use: unit, with: { n: ${n} } }`).join('\n');

test.each([
  ['the parameter that the other path has', summed('"${n}"'), uses(8, 4), 'write `n: 8` on `unit_2`'],
  ['also in the first use', summed('"${n}"'), uses(4, 8), 'write `n: 8` on `unit`'],
  ['a number if it is wrong in every use', summed('4'), uses(8, 8), 'write `filters: 4` on `unit/b/conv2d`'],
  ['the number that an expression uses', summed('"${n * 2}"'), uses(4, 3), 'write `n: 4` on `unit_2`'],
])('how to fix a join in a block: %s', (_name, blocks, layers, help) => {
  const { diagnostics } = compile(specWith(layers, blocks));
  expect(diagnostics).toHaveLength(1);
  expect(diagnostics[0] && likeliest(diagnostics[0])).toBe(help);
});
