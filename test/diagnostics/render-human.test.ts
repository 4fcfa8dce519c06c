import { compile } from '../../src/compiler/compile';
import { type Paint, renderHuman } from '../../src/diagnostics/render-human';
import { specWith } from '../support/marks';

const same = (text: string): string => text;
const plain: Paint = { bold: same, red: same, yellow: same, cyan: same, dim: same };

function render(text: string): string {
  return compile(text, 'net.yaml')
    .diagnostics.map((diagnostic) => renderHuman(diagnostic, plain))
    .join('\n\n');
}

test('position, line, caret, sums and help', () => {
  const layers =
    '  - conv2d: { filters: 6, kernel: 5 }\n    name: stem\n  - max_pool2d: { kernel: 2 }\n  - flatten: { size: 25 }';
  expect(render(specWith(layers))).toBe(
    [
      'error[expect/flatten-size]: `flatten` produces 24 features, but `size` is 25',
      ' --> net.yaml:7:22',
      '  |',
      '7 |   - flatten: { size: 25 }',
      '  |                      ^^',
      '  = note: 24 = 6 channels x 2 x 2 in `flatten`',
      '  = note: 2 comes from 8 at `input` (line 2), 8 - 5 + 1 = 4 in `stem` (line 4), floor((4 - 2) / 2) + 1 = 2 in `max_pool2d` (line 6)',
      '  = help: write `24`',
    ].join('\n'),
  );
});

test('the odd path of a join comes first, with its sum', () => {
  const layers = '  - branch: { a: [relu], b: [{ conv2d: { filters: 4, kernel: 3 } }], c: [] }\n  - concat';
  const notes = render(specWith(layers))
    .split('\n')
    .filter((line) => line.includes('note:'));
  expect(notes[0]).toBe('  = note: path `b` produces 6 x 6 x 4, the odd one out (line 4)');
  expect(notes[1]).toContain('8 - 3 + 1 = 6 in `b/conv2d`');
  expect(render(specWith(layers))).toContain('help: write `padding: same` on `b/conv2d`');
});

test.each([
  ['tabs and wide characters before the piece', 'name: "\u4e16\u754c\t" # \u4e16\nlayers: [reluu]', '         ^^^^^'],
  ['control characters', 'layers: ["re\\u001blu", "\u202erelu"]', '^'],
])('the caret is under the piece: %s', (_name, rest, marker) => {
  const text = render(`modelc: 1\ninput: { features: 3 }\n${rest}\n`);
  expect(text).toContain(marker);
  expect(text).not.toContain('\u001b');
  expect(text).not.toContain('\u202e');
});

test('a long line is cut around the piece', () => {
  const lines = render(`modelc: 1\ninput: { features: 3 }\nlayers: [${'relu, '.repeat(100)}reluu]\n`).split('\n');
  const at = lines.findIndex((line) => line.includes('^'));
  const [code = '', caret = ''] = [lines[at - 1], lines[at]];
  expect(code.length).toBeLessThan(140);
  expect(code.slice(caret.indexOf('^'), caret.lastIndexOf('^') + 1)).toBe('reluu');
});

test.each([
  [
    'one channel',
    '  - conv2d: { filters: 1, kernel: 8 }\n  - flatten: { size: 2 }',
    '1 = 1 channel x 1 x 1 in `flatten`',
  ],
  ['sizes of one maker', '  - flatten: { size: 2 }', '256 = 4 channels x 8 x 8 in `flatten`\n'],
])('a sum says what made it: %s', (_name, layers, note) => {
  expect(`${render(specWith(layers))}\n`).toContain(note);
});
