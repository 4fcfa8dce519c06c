import { emitPytorch } from '../../../src/backends/pytorch/emit-pytorch';
import { graphOf, specOf } from '../tfjs/support';

const emit = (layers: string, blocks: string): string => emitPytorch(graphOf(specOf(layers, `blocks:\n${blocks}`)));
const conv = '{ conv2d: { filters: 4, kernel: 1 } }';
const unit = (layers: string, standard = '') =>
  `  unit: { params: { act: { type: kind${standard} }, n: 1 }, layers: [${layers}] }\n`;
const twice = '  - { use: unit, with: { act: relu } }\n  - { use: unit, with: { act: hard_swish } }\n';

test.each([
  ['in a chain', unit(`${conv}, "\${act}"`), 'nn.Conv2d(in_channels, 4, 1), act()'],
  ['as the function of a join', unit(`{ branch: { a: [], b: [${conv}] } }, add, "\${act}"`), 'self.act(x)'],
  [
    'in a block that it is passed on to',
    `  inner: { params: { act: { type: kind } }, layers: [${conv}, "\${act}"] }\n${unit('{ use: inner, with: { act: "${act}" } }')}`,
    'Inner(in_channels, act=act)',
  ],
])('a parameter that chooses layers is a class: %s', (_name, blocks, code) => {
  const text = emit(twice, blocks);
  expect(text).toContain(code);
  expect(text).toContain('act: type[nn.Module]');
  expect(text).toContain('act=nn.Hardswish');
  expect(text.match(/^class Unit/gm)).toHaveLength(1);
});

test('its default is a class, and a choice is one of classes', () => {
  const text = emit(
    `  - use: unit\n  - repeat: { over: [true, false], as: hard, layers: [{ use: unit, with: { act: "\${'hard_swish' if hard else 'relu'}" } }] }\n`,
    unit(`${conv}, "\${act}"`, ', default: relu'),
  );
  expect(text).toContain('act: type[nn.Module] = nn.ReLU');
  expect(text).toContain('act=nn.Hardswish if hard else nn.ReLU');
});

test('a parameter is none where it is compared with a word', () => {
  const blocks = unit(`${conv}, "\${act}", { relu: {}, when: "\${act == 'relu'}" }`);
  expect(emit(twice, blocks)).not.toContain('type[nn.Module]');
});

test('a parameter is none where one of the layers needs arguments', () => {
  const uses = '  - { use: unit, with: { act: relu } }\n  - { use: unit, with: { act: prelu } }\n';
  expect(emit(uses, unit(`${conv}, "\${act}"`))).not.toContain('type[nn.Module]');
});
