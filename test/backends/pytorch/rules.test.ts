import { emitPytorch } from '../../../src/backends/pytorch/emit-pytorch';
import { graphOf, specOf } from '../tfjs/support';

const emit = (layers: string, blocks = ''): string => emitPytorch(graphOf(specOf(layers, blocks)));
const conv = (more = '') => `{ conv2d: { filters: 4, kernel: 1${more} } }`;
const twice = '  - use: unit\n  - use: unit\n';
const unit = (first: string, second: string, when = '') =>
  `blocks: { unit: { params: { on: true }, layers: [${first}, { relu: {}, when: "\${on}" }, ${second}${when}] } }\n`;
const normal = ', kernel_initializer: { normal: 0.02 }';

test('what starts otherwise in all modules of a class is a rule for the class', () => {
  const text = emit(`  - ${conv()}\n${twice}${twice}`, unit(conv(), conv(normal)));
  expect(text).toContain(
    'elif isinstance(module, Unit):\n        nn.init.normal_(module.get_parameter("2.weight"), std=0.02)\n',
  );
  expect(text).not.toContain('self.get_parameter');
});

test('a scaled one follows the shape of each weight', () => {
  const blocks = `blocks: { unit: { params: { n: 4 }, layers: [${conv(', kernel_initializer: he_normal')}, { conv2d: { filters: "\${n}", kernel: 1 } }] } }\n`;
  const text = emit(
    `  - ${conv(', kernel_initializer: he_normal')}\n  - use: unit\n  - { use: unit, with: { n: 8 } }\n`,
    blocks,
  );
  expect(text).toContain('weight = module.get_parameter("1.weight")\n        fan_in, fan_out = weight[0].numel()');
});

test('in the model itself the fans are numbers', () => {
  const he = conv(', kernel_initializer: he_normal');
  const layers = `  - ${he}\n  - ${he}\n  - ${conv().replace(/ }$/, ', name: scores }')}\n`;
  expect(emit(layers)).toContain('truncated_normal_(self.scores.weight, std=(2 / (4 + 4)) ** 0.5)');
});

test.each([
  [
    'one factor',
    ', kernel_l2: 0.001',
    ', kernel_l2: 0.001',
    'isinstance(module, (nn.Conv2d, nn.Linear))\n        ]\n        return 0.001 * ',
  ],
  ['one type', ', kernel_l2: 0.001', '', 'isinstance(module, nn.Conv2d)\n        ]\n        return 0.001 * '],
  ['a factor for each type', ', kernel_l2: 0.001', ', kernel_l2: 0.01', '0.01 * module.weight.square().sum()'],
])('L2 follows types: %s', (_name, ofConv, ofDense, code) => {
  const text = emit(`  - ${conv(ofConv)}\n  - ${conv(ofConv)}\n  - flatten\n  - dense: { units: 2${ofDense} }\n`);
  expect(text).toContain(code);
  expect(text).not.toContain('factors = {');
});

test('L2 that types do not decide is by name', () => {
  expect(emit(`  - ${conv(', kernel_l2: 0.001')}\n  - ${conv()}\n`)).toContain('"conv2d.weight": 0.001');
});
