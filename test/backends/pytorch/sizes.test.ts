import { emitPytorch } from '../../../src/backends/pytorch/emit-pytorch';
import { compileShipped } from '../../support/shipped-specs';
import { graphOf } from '../tfjs/support';

const specOf = (height: number, width: number, rest: string): string =>
  `modelc: 1\nname: test\ninput: { height: ${height}, width: ${width}, channels: 4 }\n${rest}`;

const emit = (height: number, width: number, rest: string): string => emitPytorch(graphOf(specOf(height, width, rest)));

/** Layers that read sizes, and lines of `forward`. */
const reading: readonly (readonly [string, string, readonly string[]])[] = [
  [
    'the size of the image, after other layers',
    'layers: [{ conv2d: { filters: 2, kernel: 3, stride: 2 } }, { resize2d: { size: ["${input.height}", "${input.width}"] } }]\n',
    ['height, width = x.shape[-2:]', 'return F.interpolate(x, size=(height, width), mode="bilinear")'],
  ],
  [
    'one of its sizes',
    'layers: [{ max_pool2d: { kernel: 2 } }, { resize2d: { size: "${input.height}" } }]\n',
    ['height = x.shape[-2]', 'return F.interpolate(x, size=height, mode="bilinear")'],
  ],
  [
    'the size of what enters a layer',
    'layers: [{ conv2d: { filters: 2, kernel: 1 } }, { resize2d: { size: ["${in.height + 1}", "${2 * in.width}"] } }]\n',
    ['return F.interpolate(', 'x, size=(x.shape[-2] + 1, 2 * x.shape[-1]), mode="bilinear"'],
  ],
  [
    'the size of another input of a block, after layers of the same chain',
    `blocks:
  resize_like:
    inputs: [value, like]
    layers:
      - { relu: {}, from: value }
      - resize2d: { size: ["\${like.height}", "\${like.width}"] }
layers:
  - conv2d: { filters: 4, kernel: 2 }
  - { use: resize_like, from: [conv2d, input] }
`,
    [
      'like_height, like_width = like.shape[-2:]',
      'x = F.relu(value)',
      'return F.interpolate(x, size=(like_height, like_width), mode="bilinear")',
    ],
  ],
  [
    'what is cropped by a difference of sizes, which may be nothing',
    `layers:
  - pad2d: { padding: [1, 2], mode: reflect }
  - crop2d: { cropping: ["\${(in.height - input.height) / 2}", "\${(in.width - input.width) / 2}"] }
`,
    ['height, width = x.shape[-2:]', '-((x.shape[-2] - height) // 2),'],
  ],
  [
    'a size and a parameter',
    `blocks:
  grow:
    params: { n: 2 }
    layers: [{ resize2d: { size: ["\${in.height * n}", "\${in.width}"] } }]
layers: [{ use: grow }, { use: grow, with: { n: 3 } }]
`,
    ['x, size=(x.shape[-2] * self.n, x.shape[-1]), mode="bilinear"'],
  ],
  [
    'a sequence of the cells of an image',
    'layers: [{ reshape: { shape: ["${in.height * in.width}", "${in.channels}"] } }, { conv1d: { filters: 2, kernel: 1 } }]\n',
    ['x = x.flatten(2)'],
  ],
  [
    'other places for the same channels',
    'layers: [{ reshape: { shape: ["${in.height / 2}", "${2 * in.width}", 4] } }]\n',
    ['return torch.unflatten(x.flatten(2), 2, (x.shape[-2] // 2, 2 * x.shape[-1]))'],
  ],
];

test.each(reading)('a program reads %s, and so is the same for every image', (_name, rest, lines) => {
  const text = emit(8, 6, rest);
  for (const line of lines) expect(text.split('\n').map((each) => each.trim())).toContain(line);
  expect(emit(12, 14, rest)).toBe(text);
});

test('deeplabv3 is one program for all images', () => {
  const textOf = (size: string): string => {
    const { graph } = compileShipped('specs/deeplabv3.yaml', { size });
    return graph ? emitPytorch(graph) : '';
  };
  expect(textOf('520')).toContain('F.interpolate(x, size=(height, width), mode="bilinear")');
  expect(textOf('321')).toBe(textOf('520'));
});

/** Layers that PyTorch creates with sizes. */
const fixed: readonly (readonly [string, string])[] = [
  ['an attribute', 'layers: [{ conv2d: { filters: 2, kernel: "${in.height - 4}" } }]\n'],
  [
    'an argument',
    'blocks: { b: { params: { n: 1 }, layers: [{ conv2d: { filters: "${n}", kernel: 1 } }] } }\nlayers: [{ use: b, with: { n: "${in.height}" } }]\n',
  ],
  [
    'the default of a parameter',
    'blocks: { b: { params: { n: "${input.height}" }, layers: [{ conv2d: { filters: "${n}", kernel: 1 } }] } }\nlayers: [{ use: b }]\n',
  ],
  ['a condition', 'layers: [{ conv2d: { filters: 2, kernel: 3 }, when: "${in.height > 4}" }, relu]\n'],
];

test.each(fixed)('a program says for which images %s is right', (_name, rest) => {
  expect(emit(8, 6, rest)).toContain(
    '    """test\n\n    For inputs of 8 x 6 only: the spec computes numbers in it from these sizes.\n    """',
  );
});

test('a program says nothing of sizes that do not depend on the image', () => {
  const rest = 'layers: [{ adaptive_avg_pool2d: { size: 3 } }, { conv2d: { filters: 2, kernel: "${in.height}" } }]\n';
  expect(emit(8, 6, rest)).toContain('"""test"""');
});
