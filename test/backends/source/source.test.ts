import { layOut } from '../../../src/backends/source/code';
import { commentLines } from '../../../src/backends/source/comment';
import { Names } from '../../../src/backends/source/names';
import { camelCase } from '../../../src/backends/tfjs/identifiers';
import { literal } from '../../../src/backends/tfjs/literal';

describe('names', () => {
  test.each([
    [['conv1'], ['conv1']],
    [
      ['conv2d_2', 'conv2d-2'],
      ['conv2d2', 'conv2d2_2'],
    ],
    [
      ['a-b', 'a_b', 'aB'],
      ['aB', 'aB2', 'aB3'],
    ],
    [
      ['Conv', 'URL', 'URLPath', 'A'],
      ['conv', 'url', 'urlPath', 'a'],
    ],
    [['incep1/five'], ['incep1Five']],
    [
      ['class', 'class', 'class_'],
      ['class_', 'class_2', 'class_3'],
    ],
    [
      ['outer', 'outer'],
      ['outer2', 'outer3'],
    ],
    [
      ['-', '1x'],
      ['_', '_1x'],
    ],
  ])('%j becomes %j', (wishes, identifiers) => {
    const outer = new Names(camelCase, new Set());
    outer.mint('outer');
    const names = new Names(camelCase, new Set(['class']), outer);
    expect(wishes.map((wish) => names.mint(wish))).toEqual(identifiers);
  });
});

describe('layout', () => {
  const inner = { open: 'g({', items: ['a: 1', 'b: 2'], close: '})', spaced: true };
  const call = { open: 'f(', items: ['x', { code: inner, comment: 'why' }], close: ');' };
  test.each([
    [40, 'f(x, g({ a: 1, b: 2 })); // why'],
    [20, 'f(\n  x,\n  g({ a: 1, b: 2 }), // why\n);'],
    [10, 'f(\n  x,\n  g({\n    a: 1,\n    b: 2,\n  }), // why\n);'],
  ])('in %d columns', (width, text) => expect(layOut(call, width)).toBe(text));

  test('wraps on request', () => {
    expect(layOut({ ...call, items: ['x', 'y'], broken: true }, 80)).toBe('f(\n  x,\n  y,\n);');
  });
});

test.each([
  ['plain', 'plain', ['plain']],
  ['too long', 'one two three', ['one two', 'three']],
  ['the end of a comment', 'a */ b', ['a *\\/ b']],
  ['the start of one', '// /*', ['/\\/ /\\*']],
  ['an order', '@ts-ignore', ['\\@ts-ignore']],
  ['line separators', 'a\u2028b\rc', ['a b c']],
  ['half a character', 'a\ud800b', ['a\ufffdb']],
  ['nothing', ' \n ', []],
])('a comment of %s', (_name, text, lines) => expect(commentLines(text, 10)).toEqual(lines));

test.each([
  [1e-8, '1e-8'],
  [true, 'true'],
  ["it's", "'it\\'s'"],
  ['"`${x}`', "'\"`${x}`'"],
  ['\\', "'\\\\'"],
  ['\\"', "'\\\\\"'"],
  ['a\u2028\n\u0000', "'a\\u2028\\n\\u0000'"],
  ['\ud800', "'\\ud800'"],
  ['//# sourceMappingURL', "'//\\u0023 sourceMappingURL'"],
])('the literal of %j', (value, text) => {
  expect(literal(value)).toBe(text);
  expect(new Function(`return ${text}`)()).toBe(value);
});
