import { emitPytorch } from '../../../src/backends/pytorch/emit-pytorch';
import { graphOf, specOf } from '../tfjs/support';

/** The program of some uses of a convolution whose padding is a parameter. */
function programOf(uses: readonly string[], standard = 'same'): string {
  const blocks = `blocks:
  conv:
    params: { kernel: 3, stride: 1, padding: { type: padding, default: ${standard} } }
    layers:
      - conv2d: { filters: 4, kernel: "\${kernel}", stride: "\${stride}", padding: "\${padding}" }
      - relu
`;
  const layers = uses.map((given) => `  - { use: conv, with: ${given}, from: input }\n`).join('');
  const named = (name: string) => uses.map((_, index) => (index === 0 ? name : `${name}_${index + 1}`));
  const flat = named('conv').map((conv) => `  - { global_avg_pool2d: {}, from: ${conv} }\n`);
  const pools = named('global_avg_pool2d');
  return emitPytorch(
    graphOf(specOf(`${layers}${flat.join('')}  - { concat: {}, from: [${pools.join(', ')}] }\n`, blocks)),
  );
}

test.each([
  [
    'words',
    ['{}', '{ stride: 2, padding: valid }', '{ kernel: 1 }'],
    ['padding: str = "same"', 'padding=padding)', 'Conv(4, stride=2, padding="valid")', 'Conv(4, kernel=1)'],
  ],
  [
    'words and cells',
    ['{}', '{ stride: 2, padding: 1 }', '{ padding: valid }'],
    ['padding: int | str = "same"', 'padding=padding)', 'Conv(4, stride=2, padding=1)', 'Conv(4, padding="valid")'],
  ],
  [
    'cells and none',
    ['{ padding: valid }', '{ stride: 2, padding: 1 }', '{ padding: 0 }'],
    ['padding: int', 'padding=padding)', 'Conv(4, padding=0)', 'Conv(4, padding=1, stride=2)'],
  ],
  [
    'windows of one cell, which need none at any stride',
    ['{}', '{ kernel: 1, stride: 2 }', '{ stride: 2, padding: valid }'],
    ['padding: str = "same"', 'Conv(4, kernel=1, stride=2, padding="valid")'],
  ],
])('one class has paddings in the words of PyTorch: %s', (_name, uses, lines) => {
  const text = programOf(uses);
  expect(text.match(/^class Conv/gm)).toHaveLength(1);
  expect(text).not.toContain('pad_same');
  for (const line of lines) expect(text).toContain(line);
});

test('where none is the default, it is said in cells', () => {
  const text = programOf(['{}', '{ padding: 1 }'], 'valid');
  expect(text).toContain('padding: int = 0');
  expect(text).toContain('Conv(4, padding=1)');
  expect(text).toContain('self.conv = Conv(4)');
});

test('`same` with a stride, which PyTorch does not take, chooses a class of convolutions', () => {
  const text = programOf(['{}', '{ stride: 2 }', '{ padding: valid }']);
  expect(text).toContain('(Conv2dSame if padding == "same" else nn.Conv2d)(');
  expect(text).toContain('self.conv_2 = Conv(4, stride=2)');
  expect(text).toContain('self.conv_3 = Conv(4, padding="valid")');
  expect(text.match(/^class Conv\(/gm)).toHaveLength(1);
});

test('`same` with a stride beside numbers of cells is padded by the size', () => {
  const text = programOf(['{}', '{ stride: 2 }', '{ padding: 1 }']);
  expect(text).toContain('Conv2dSame(in_channels, 4, 3, stride=stride)');
});
