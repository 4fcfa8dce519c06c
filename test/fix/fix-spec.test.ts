import { fixSpec } from '../../src/fix/fix-spec';
import { lineDiff } from '../../src/fix/line-diff';
import { specWith } from '../support/marks';

const fixed = (text: string, scope: 'certain' | 'contracts' = 'certain'): string =>
  fixSpec(text, 'spec.yaml', {}, { scope }).changed.get('spec.yaml')?.after ?? text;

test('fixes words, then the numbers that they hid, in one run', () => {
  const wrong = specWith('  - max_pol2d: { kernle: 2 } # halves\n  - flatten: { size: 60 }\n  - dense: { unit: 3 }');
  const right = specWith('  - max_pool2d: { kernel: 2 } # halves\n  - flatten: { size: 64 }\n  - dense: { units: 3 }');
  expect(fixed(wrong)).toBe(right);
  const { made } = fixSpec(wrong, 'spec.yaml', {}, { scope: 'certain' });
  expect(made.map(({ code, position }) => [code, position.line])).toEqual([
    ['schema/unknown-kind', 4],
    ['schema/unknown-key', 4],
    ['schema/unknown-key', 6],
    ['expect/flatten-size', 5],
  ]);
});

test('counts are contracts', () => {
  const text = `${specWith('  - relu: {}\n    expect: { height: 9, macs: 7 }')}expect: { parameters: 12 }\n`;
  const shapes = text.replace('height: 9', 'height: 8');
  expect(fixed(text)).toBe(shapes);
  expect(fixed(text, 'contracts')).toBe(shapes.replace('macs: 7', 'macs: 0').replace('12', '0'));
});

test.each([
  ['a digit left out', '  - relu: {}\n    name: conv2\n  - tanh: {}\n    from: conv', 'from: conv2'],
  ['a digit in the wrong place', '  - max_poold2: { kernel: 2 }', 'max_pool2d'],
])('%s is a slip', (_name, layers, right) => {
  expect(fixed(specWith(layers))).toContain(right);
});

test('an ambiguous word is not fixed, nor are numbers below it', () => {
  const text = specWith('  - xelu\n  - flatten: { size: 60 }');
  expect(fixed(text)).toBe(text);
});

test.each([
  ['a byte order mark and other line ends', '\ufeff'],
  ['no mark', ''],
])('bytes around an edit stay: %s', (_name, mark) => {
  const text = `${mark}${specWith('  - reluu   # keep\t me ').replaceAll('\n', '\r\n')}`;
  expect(fixed(text)).toBe(text.replace('reluu', 'relu'));
});

test('a new line has the same line ending as the others', () => {
  const text = 'input: { features: 4 }\r\nlayers: [relu]\r\n';
  expect(fixed(text)).toBe(`modelc: 1\r\n${text}`);
});

test('a valid spec, and one without certain fixes, are unchanged', () => {
  for (const text of [specWith('  - relu'), specWith('  - conv2d: { filters: 1, kernel: 9 }')]) {
    expect(fixSpec(text, 'spec.yaml', {}, { scope: 'contracts' })).toMatchObject({ made: [], changed: new Map() });
  }
});

test.each([
  ["another framework's operation", specWith('  - adaptive_max_pool2d: { size: 4 }')],
  ['a name of one letter', specWith('  - relu: {}\n    name: c\n  - add: {}\n    from: [x, c]')],
  ['a name that differs by its number', specWith('  - relu: {}\n    name: conv2\n  - tanh: {}\n    from: conv3')],
  ['quotes that make nothing better', 'modelc: 1\ninput: { features: 4 }\nlayers:\n  - dense: { units: 4 "${x}" }\n'],
  ['a word after which its layer is still wrong', specWith('  - flatten\n  - conv2: { filters: 3, kernel: 1 }')],
  ['a second `modelc`', specWith('  - relu', 'modlec: 1\n')],
])('nothing is edited: %s', (_name, text) => {
  expect(fixSpec(text, 'spec.yaml', {}, { scope: 'contracts' })).toMatchObject({ made: [], changed: new Map() });
});

test('a fix that makes nothing better does not keep others from being made', () => {
  const wrong = specWith('  - tanhh\n  - flatten\n  - conv2: { filters: 3, kernel: 1 }');
  expect(fixed(wrong)).toBe(wrong.replace('tanhh', 'tanh'));
});

test('an included file is fixed at the mistake, and read again with the fix', () => {
  const library = 'modelc: 1\nblocks:\n  unit: { layers: [reluu] }\n';
  const includes = {
    identify: (file: string) => file,
    read: () => ({ ok: true as const, file: 'lib.yaml', text: library }),
  };
  const spec = specWith('  - use: unti', 'include: [lib.yaml]\n');
  const { changed, compilation } = fixSpec(spec, 'spec.yaml', { includes }, { scope: 'certain' });
  expect(compilation.ok).toBe(true);
  expect([...changed].map(([file, { after }]) => [file, after])).toEqual([
    ['spec.yaml', spec.replace('unti', 'unit')],
    ['lib.yaml', library.replace('reluu', 'relu')],
  ]);
});

test('a difference, line by line', () => {
  const before = Array.from({ length: 20 }, (_, index) => `line ${index + 1}`);
  const after = before.map((line) => (line === 'line 3' ? 'third' : line)).filter((line) => line !== 'line 15');
  expect(lineDiff(before.join('\n'), after.join('\n'), 'a.yaml')).toBe(
    [
      ...['--- a.yaml', '+++ a.yaml', '@@ -1,5 +1,5 @@'],
      ...[' line 1', ' line 2', '-line 3', '+third', ' line 4', ' line 5'],
      ...['@@ -13,5 +13,4 @@', ' line 13', ' line 14', '-line 15', ' line 16', ' line 17'],
    ].join('\n'),
  );
  expect(lineDiff('a', 'a', 'x')).toBe('');
});
