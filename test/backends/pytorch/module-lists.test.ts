import { emitPytorch } from '../../../src/backends/pytorch/emit-pytorch';
import { graphOf, specOf } from '../tfjs/support';

const blocks = `blocks:
  unit:
    params: { dilation: 1 }
    layers:
      - conv2d: { filters: 4, kernel: 3, padding: same, dilation: "\${dilation}" }
      - side: { layers: [{ conv2d: { filters: 8, kernel: 1 } }] }
        name: skip
      - relu
`;
const emit = (layers: string): string => emitPytorch(graphOf(specOf(layers, blocks)));
const units =
  '  - repeat: { times: 3, as: i, layers: [{ use: unit, with: { dilation: "${2 ** i}" } }] }\n    name: units\n';

test('what each iteration gives besides its result is collected in a list', () => {
  const text = emit(`${units}  - { add: {}, from: units/*/unit/skip }\n`);
  // Nothing reads the result of the last one, so it is of another class.
  expect(text).toContain('self.units = nn.ModuleList(Unit(4, dilation=2**i) for i in range(2))');
  expect(text).toContain(`        skips: list[Tensor] = []
        for unit in self.units:
            x, skip = unit(x)
            skips.append(skip)
        skips.append(self.units_2(x))
        return torch.stack(skips).sum(dim=0)
`);
});

test('results that are read later are collected, and read by their places', () => {
  const text = emit(`${units}  - { concat: {}, from: [units/2/unit, units/0/unit] }\n`);
  expect(text).toContain('features.append(x)\n        return torch.cat([x, features[0]], dim=1)\n');
});

test('a list is joined as a whole only in its order', () => {
  expect(emit(`${units}  - { concat: {}, from: units/*/unit/skip }\n`)).toContain('torch.cat(skips, dim=1)');
  const turned = '[units/2/unit/skip, units/1/unit/skip, units/0/unit/skip]';
  expect(emit(`${units}  - { concat: {}, from: ${turned} }\n`)).toContain(
    'torch.cat([skips[2], skips[1], skips[0]], dim=1)',
  );
});

test.each([
  ['nothing else is read of them', units],
  [
    'they read what is around them',
    `  - conv2d: { filters: 4, kernel: 1 }
    name: first
  - repeat: { times: 2, layers: [{ conv2d: { filters: 4, kernel: 1 } }, { add: {}, from: [conv2d, first] }] }
    name: units
  - { concat: {}, from: [units/0/conv2d, units/1/conv2d] }
`,
  ],
])('iterations are no list of modules where %s', (_name, layers) => {
  expect(emit(layers)).not.toContain('nn.ModuleList');
});
