import { emitPytorch, planPytorch } from '../../../src/backends/pytorch/emit-pytorch';
import { graphOf, specOf } from '../tfjs/support';

const block = `blocks:
  unit:
    params: { size: 2, reach: 5, factor: 0.5 }
    layers:
      - branch:
          size: [{ conv2d: { filters: 4, kernel: "\${size}", padding: same } }]
          rest: [{ lrn: { size: "\${reach}" } }]
      - concat
      - scale: { factor: "\${factor}" }
      - max_pool2d: { kernel: "\${size}", stride: 1 }
      - avg_pool2d: { kernel: ["\${size}", 1], stride: 1 }
`;

test('a function in `forward` reads an attribute that `__init__` sets', () => {
  const text = emitPytorch(
    graphOf(specOf('  - use: unit\n  - use: unit\n    with: { size: 3, reach: 7, factor: 0.25 }\n', block)),
  );
  const [unit = ''] = /class Unit[\s\S]*?(?=\n\n\n)/.exec(text) ?? [];
  expect(text.match(/^class Unit/gm)).toHaveLength(1);
  const [init = '', forward = ''] = unit.split('def forward');
  const kept = Object.fromEntries(
    [...init.matchAll(/self\.(\w+) = (size|reach)$/gm)].map((found) => [found[2], found[1]]),
  );
  expect(Object.keys(kept).sort()).toEqual(['reach', 'size']);
  expect(forward).toContain(`F.local_response_norm(x, self.${kept.reach})`);
  expect(forward).toContain('self.factor * x');
  expect(forward).toContain(`F.max_pool2d(x, self.${kept.size}, stride=1)`);
  expect(forward).toContain(`F.avg_pool2d(x, (self.${kept.size}, 1), stride=1)`);
  expect(forward).not.toMatch(/, \(?(reach|size)[,)]/);
  expect(init).toContain('nn.Conv2d(in_channels, 4, size');
});

test('a class has a different name from all parameters, which would shadow it', () => {
  const blocks = `blocks:
  inner:
    params: { out: 4 }
    layers:
      - conv2d: { filters: "\${out}", kernel: 1 }
      - relu
  unit:
    params: { Inner: 3 }
    layers:
      - use: inner
        with: { out: "\${Inner}" }
      - relu
`;
  const text = emitPytorch(graphOf(specOf('  - use: unit\n  - use: unit\n    with: { Inner: 5 }\n', blocks)));
  expect(text).toContain('class Inner_(nn.Sequential):');
  expect(text).toContain('    def __init__(self, in_channels: int, Inner: int = 3) -> None:');
  expect(text).toContain('super().__init__(Inner_(in_channels, out=Inner), nn.ReLU())');
});

const inner = '  inner: { params: { p: }, layers: [{ conv2d: { filters: "${p * 4}", kernel: 1 } }, relu] }\n';

test.each([
  ['passed on', '[{ use: inner, with: { p: "${p}" } }, { use: inner, with: { p: "${p}" } }]', 'Inner(p * 4, p=p)'],
  [
    'in a sum',
    '[{ branch: { a: [{ use: inner, with: { p: "${p}" } }], b: [] } }, concat, { conv2d: { filters: 2, kernel: 1 } }]',
    'nn.Conv2d(p * 4 + in_channels, 2, 1)',
  ],
  [
    'of what comes in',
    '[{ use: inner, with: { p: "${in.channels}" } }, { conv2d: { filters: 2, kernel: 1 } }]',
    'nn.Conv2d(in_channels * 4, 2, 1)',
  ],
  [
    'through a block that keeps them',
    '[{ use: same }, { conv2d: { filters: "${p}", kernel: 1 } }]',
    'nn.Conv2d(in_channels, p, 1)',
  ],
])('channels that follow from parameters are written so: %s', (_name, layers, code) => {
  const blocks = `blocks:\n${inner}  same: { layers: [relu] }\n  outer: { params: { p: 2 }, layers: ${layers} }\n`;
  const text = emitPytorch(graphOf(specOf('  - use: outer\n  - use: outer\n    with: { p: 3 }\n', blocks)));
  expect(text).toContain(code);
  expect(text.match(/^class Outer/gm)).toHaveLength(1);
});

test('a parameter stays one where it is given a `let` value of its name', () => {
  const spec = specOf(
    '  - { use: unit, with: { groups: "${groups}" } }\n  - { use: unit, with: { groups: 2 } }\n',
    'let: { groups: 1 }\nblocks:\n  unit: { params: { groups: }, layers: [{ conv2d: { filters: 4, kernel: 1, groups: "${groups}" } }, relu] }\n',
  );
  const text = emitPytorch(graphOf(spec));
  expect(text.match(/^class Unit/gm)).toHaveLength(1);
  expect(text).toContain('groups=groups)');
});

const conv = (rest = '') => `{ conv2d: { filters: 4, kernel: 1 }${rest} }`;

test.each([
  [
    'a join of the inputs of a block is written where nothing comes before it',
    `  j: { inputs: [a, b], params: { on: true }, layers: [{ add: {}, from: [a, b], when: "\${on}" }, relu] }\n`,
    '[{ branch: { a: [{ conv2d: { filters: 4, kernel: 1 } }], b: [] } }, add, { use: j, from: [add, input] }]',
    'x = a + b',
  ],
  [
    'a join that changes the channels is written without its condition',
    `  u: { params: { a: true }, layers: [${conv()}, { concat: {}, from: [input, conv2d], when: "\${a}" }, ${conv()}] }\n`,
    '[{ conv2d: { filters: 4, kernel: 1 } }, { use: u }]',
    'nn.Conv2d(in_channels + 4, 4, 1)',
  ],
  [
    'a repeat of nothing is no loop',
    `  u: { params: { n: 2, b: false }, layers: [{ repeat: { times: "\${n}", layers: [${conv(', when: "${b}"')}] } }, ${conv()}] }\n`,
    '[{ use: u }]',
    'super().__init__(nn.Conv2d(in_channels, 4, 1))',
  ],
])('%s', (_name, blocks, layers, code) => {
  expect(emitPytorch(graphOf(specOf(`  ${layers}\n`, `blocks:\n${blocks}`)))).toContain(code);
});

test('a transposed convolution keeps its formulas where PyTorch pads as it does', () => {
  const up = (padding: string) =>
    `blocks:\n  up: { params: { k: 4, s: 2 }, layers: [{ conv2d_transpose: { filters: 4, kernel: "\${k}", stride: "\${s}", padding: ${padding} } }, relu] }\n`;
  const uses = '  - use: up\n  - { use: up, with: { k: 8, s: 4 } }\n';
  const emit = (padding: string): string => emitPytorch(graphOf(specOf(uses, up(padding))));
  expect(emit('"${s / 2}"')).toContain('nn.ConvTranspose2d(in_channels, 4, k, stride=s, padding=s // 2)');
  // Where the cells that are removed depend on the size of the image, they are numbers.
  expect(emit('same')).toContain('nn.ConvTranspose2d(in_channels, 4, 4, stride=2, padding=1)');
});

test.each([
  ['left at the default by every use', ['{}', '{}'], 'nn.Conv2d(in_channels, 4, 1, padding=2, dilation=2)'],
  [
    'given alike by several uses',
    ['{ kernel: 3 }', '{ kernel: 3 }'],
    'nn.Conv2d(in_channels, 4, 3, padding=2, dilation=2)',
  ],
  ['given otherwise by one', ['{}', '{ kernel: 3 }'], 'nn.Conv2d(in_channels, 4, kernel, padding=2, dilation=2)'],
])('an optional parameter is one of the class only if uses differ: %s', (_name, uses, code) => {
  const blocks =
    'blocks:\n  unit: { params: { kernel: 1, dilation: 2 }, layers: [{ conv2d: { filters: 4, kernel: "${kernel}", dilation: "${dilation}", padding: 2 } }, relu] }\n';
  const layers = uses.map((given) => `  - { use: unit, with: ${given} }\n`).join('');
  expect(emitPytorch(graphOf(specOf(layers, blocks)))).toContain(code);
});

test('a parameter that others follow from stays one, even if what follows is always the same', () => {
  const blocks = `blocks:
  inner: { params: { n: 2 }, layers: [{ conv2d: { filters: "\${n}", kernel: 1 } }, relu] }
  outer: { params: { m: 1 }, layers: [{ use: inner, with: { n: "\${m * 0 + 4}" } }, { conv2d: { filters: "\${m}", kernel: 1 } }] }
`;
  const text = emitPytorch(graphOf(specOf('  - use: outer\n  - { use: outer, with: { m: 3 } }\n', blocks)));
  expect(text).toContain('def __init__(self, in_channels: int, m: int = 1) -> None:');
  expect(text).toContain('Inner(in_channels, n=m * 0 + 4)');
});

test('weights have the names of the module that holds them, where the padding before it is a parameter', () => {
  const spec = `modelc: 1
input: { length: 17, channels: 4 }
blocks:
  unit:
    params: { kernel: 3, pad: { type: padding, default: same } }
    layers: [{ conv1d: { filters: 5, kernel: "\${kernel}", padding: "\${pad}" } }, relu]
layers: [{ use: unit, with: { kernel: 1, pad: causal } }]
`;
  expect(emitPytorch(graphOf(spec))).toMatch(/nn\.ZeroPad1d\(.*\),\s+nn\.Conv1d\(/);
  expect(planPytorch(graphOf(spec)).weights.map(({ stateKey }) => stateKey)).toEqual(['unit.1.weight', 'unit.1.bias']);
});

test.each([
  ['in numbers', '{ use: pool }', 'nn.MaxPool2d(3, stride=1)'],
  [
    'in words of the class around its use',
    '{ use: down, with: { out: "${n * 2}" } }',
    'nn.Conv2d(in_channels, n * 2, 2)',
  ],
  [
    'in what a path gives',
    '{ use: down, with: { out: "${in.channels + n}" } }',
    'nn.Conv2d(in_channels, in_channels + n, 2)',
  ],
  ['through another', '{ use: twice, with: { half: "${n}" } }', 'nn.Conv2d(in_channels, 2 * n, 2)'],
])('a block that is one module has no class: %s', (_name, item, code) => {
  const blocks = `blocks:
  pool: { layers: [{ max_pool2d: { kernel: 3, stride: 1 } }] }
  down: { params: { out: }, layers: [{ conv2d: { filters: "\${out}", kernel: 2 } }] }
  twice: { params: { half: }, layers: [{ use: down, with: { out: "\${2 * half}" } }] }
  unit: { params: { n: }, layers: [${item}, batch_norm] }
`;
  const text = emitPytorch(
    graphOf(specOf('  - { use: unit, with: { n: 2 } }\n  - { use: unit, with: { n: 3 }, from: input }\n', blocks)),
  );
  expect([...text.matchAll(/^class (\w+)/gm)].map(([, name]) => name)).toEqual(['Unit', 'Model']);
  expect(text).toContain(code);
});
