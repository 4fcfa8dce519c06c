import { convertWeights, ownForm } from '../../../src/backends/convert-weights';
import { emitPytorch, planPytorch } from '../../../src/backends/pytorch/emit-pytorch';
import { weightForm } from '../../../src/backends/pytorch/weight-form';
import { fromPytorch, toPytorch } from '../../../src/backends/pytorch/weights';
import { initialWeights } from '../../../src/tensors/initial-weights';
import { graphOf, specOf } from '../tfjs/support';

const emit = (layers: string, blocks = ''): string => emitPytorch(graphOf(specOf(layers, blocks)));

test('omits arguments that equal the default', () => {
  expect(
    emit('  - conv2d: { filters: 2, kernel: 3, stride: 1, padding: 0, dilation: 1, groups: 1, bias: true }\n'),
  ).toContain('self.conv2d = nn.Conv2d(4, 2, 3)\n');
  expect(emit('  - max_pool2d: { kernel: 2, stride: 2 }\n')).toContain('F.max_pool2d(x, 2)');
  expect(emit('  - batch_norm: { momentum: 0.9, epsilon: 0.00001 }\n')).toContain('nn.BatchNorm2d(4)');
  expect(emit('  - layer_norm\n')).toContain('nn.LayerNorm(4)');
});

test.each(['train', 'forward', 'eval', 'class', 'None', 'half', 'type', 'parameters', 'T_destination', 'lambda'])(
  'a layer called %s is called otherwise',
  (name) => {
    const text = emit(`  - conv2d: { filters: 2, kernel: 1 }\n    name: ${name}\n  - batch_norm\n`);
    expect(text).not.toContain(`self.${name} = `);
    expect(text).toContain(`self.${name}_ = `);
  },
);

test('equal names are made unique', () => {
  const text = emit(
    '  - dense: { units: 2 }\n    name: a-b\n  - dense: { units: 2 }\n    name: a_b\n'.replace(
      / {2}- dense/,
      '  - flatten\n  - dense',
    ),
  );
  expect(text).toContain('self.a_b = ');
  expect(text).toContain('self.a_b_2 = ');
});

test('uses that differ only in parameters share a class', () => {
  const blocks =
    'blocks:\n  unit:\n    params: { out: 4, k: 3 }\n    layers:\n      - conv2d: { filters: "${out * 2}", kernel: "${k}", padding: same }\n      - relu\n';
  const text = emit('  - use: unit\n  - use: unit\n    with: { out: 8 }\n  - use: unit\n    with: { k: 5 }\n', blocks);
  expect(text.match(/^class /gm)?.length).toBe(2);
  expect(text).toContain('nn.Conv2d(in_channels, out * 2, k, padding="same")');
  expect(text).toContain('self.unit_2 = Unit(8, out=8)');
});

test('a parameter that a function takes is kept for `forward`', () => {
  const blocks = `blocks:
  unit:
    params: { s: 0.5, k: 3 }
    layers:
      - leaky_relu: { slope: "\${s}" }
      - scale: { factor: "\${s + 1}" }
      - conv2d: { filters: 4, kernel: "\${k}" }
        name: s
`;
  const text = emit('  - use: unit\n  - use: unit\n    with: { s: 0.2, k: 2 }\n', blocks);
  expect(text).toContain('        self.s = s\n        self.s_2 = nn.Conv2d(in_channels, 4, k)\n');
  expect(text).toContain('F.leaky_relu(x, negative_slope=self.s)');
  expect(text).toContain('x = (self.s + 1) * x');
  expect(text).not.toContain('self.k');
  expect(text).toContain('self.unit_2 = Unit(4, s=0.2, k=2)');
});

test('a parameter with a float default is not a size', () => {
  const blocks = `blocks:
  unit:
    params: { n: 0.5 }
    layers:
      - conv2d: { filters: "\${n}", kernel: 1 }
      - relu
`;
  expect(emit('  - use: unit\n    with: { n: 2 }\n', blocks)).toContain('nn.Conv2d(in_channels, 2, 1)');
});

test('a sum of channels puts a conditional in parentheses', () => {
  const blocks = `blocks:
  unit:
    params: { big: true, max: 3 }
    layers:
      - branch:
          a: [{ conv2d: { filters: "\${6 if big else 8}", kernel: 1 } }]
          b: [{ conv2d: { filters: "\${max(max, 2)}", kernel: 1 } }]
      - concat
      - conv2d: { filters: 1, kernel: 1 }
`;
  const uses = '  - use: unit\n  - { use: unit, with: { big: false, max: 4 } }\n';
  expect(emit(uses, blocks)).toContain('nn.Conv2d((6 if big else 8) + max(max_, 2), 1, 1)');
});

test('values have no annotations', () => {
  const blocks = `blocks:
  unit:
    layers:
      - branch: { skip: [], deep: [relu, { conv2d: { filters: 4, kernel: 1 } }] }
      - add
`;
  const text = emit('  - use: unit\n', blocks);
  expect(text).toContain('deep = self.deep(x)\n        return x + deep\n');
});

test('a class returns what its last layer makes', () => {
  const text = emit(
    '  - branch: { skip: [], deep: [{ conv2d: { filters: 4, kernel: 1 } }] }\n  - add\n  - batch_norm\n',
  );
  expect(text).toContain('        x = x + deep\n        return self.batch_norm(x)\n');
});

test('a layer named like a function of the program does not shadow it', () => {
  const text = emit(
    `  - avg_pool2d: { kernel: 3, stride: 1, padding: [1, 0, 1, 0], count_include_pad: false }
    name: avg_pool2d_of_image
  - tanh
    name: other
  - add:
    from: [avg_pool2d_of_image, other]
`.replace('- tanh\n', '- tanh:\n'),
  );
  expect(text).toContain('avg_pool2d_of_image_ = avg_pool2d_of_image(');
});

test.each(['weight', 'bias'])('a module is not called `%s`, which other code takes for a tensor', (name) => {
  const text = emit(`  - conv2d: { filters: 3, kernel: 1 }\n    name: ${name}\n`);
  expect(text).toContain(`self.${name}_ = nn.Conv2d(`);
  expect(text).not.toContain(`self.${name} `);
});

test('user text adds no imports', () => {
  const spec = specOf('  - flatten\n  - dense: { units: 2, trainable: false }\n    name: F\n').replace(
    /^name: .*$/m,
    'name: as torch.nn and F.relu do',
  );
  const text = emitPytorch(graphOf(spec));
  expect(text).toContain('as torch.nn and F.relu do');
  expect(text).not.toContain('import torch.nn.functional');
});

test('a size that would be a float in Python is written as its number', () => {
  const blocks =
    'blocks:\n  unit:\n    params: { width: 0.5 }\n    layers:\n      - conv2d: { filters: "${width * 8}", kernel: 1 }\n      - relu\n';
  expect(emit('  - use: unit\n', blocks)).toContain('nn.Conv2d(in_channels, 4, 1)');
});

test('values are reordered only if no dense layer reads them', () => {
  expect(emit('  - flatten\n  - relu\n  - dense: { units: 2 }\n')).toContain('torch.flatten(x, 1)');
  expect(emit('  - flatten\n  - softmax\n  - dense: { units: 2 }\n')).toContain(
    'torch.flatten(x.permute(0, 2, 3, 1), 1)',
  );
});

const everything = `
  - conv2d: { filters: 6, kernel: [2, 3], groups: 2 }
  - depthwise_conv2d: { kernel: 3, multiplier: 2 }
  - separable_conv2d: { filters: 3, kernel: 2, multiplier: 2 }
  - conv2d_transpose: { filters: 2, kernel: 3 }
  - batch_norm: { center: false }
  - layer_norm: { axes: all, scale: false }
  - flatten
  - dense: { units: 5 }
`;

test('layouts survive a round trip', () => {
  const graph = graphOf(specOf(everything));
  const weights = initialWeights(graph, 1);
  for (const weight of planPytorch(graph).weights) {
    const values = Float32Array.from(weights.get(weight.key)?.values ?? [], (_, index) => index);
    const there = toPytorch(weight, values);
    expect([...there].sort((a, b) => a - b)).toEqual([...values]);
    expect(fromPytorch(weight, there)).toEqual(values);
  }
});

describe('convert', () => {
  const graph = graphOf(specOf(everything));
  const [own, pytorch] = [ownForm(graph), weightForm(graph)];
  const weights = initialWeights(graph, 1);

  test('a round trip returns the same weights', () => {
    const there = convertWeights(weights, own, pytorch);
    if (!there.ok) throw new Error(there.problems.join());
    // State that PyTorch has for norms with only a scale or a shift, and modelc does not.
    expect(there.tensors.size).toBe(weights.size + 2);
    const back = convertWeights(there.tensors, pytorch, own);
    expect(back).toEqual({ ok: true, tensors: weights });
  });

  test('reports missing and unknown weights and wrong shapes', () => {
    const wrong = new Map(weights);
    wrong.delete('dense/bias');
    wrong.set('other', { shape: [1], values: new Float32Array(1) });
    wrong.set('dense/kernel', { shape: [5, 1], values: new Float32Array(5) });
    const found = convertWeights(wrong, own, pytorch);
    expect(found.ok ? [] : found.problems).toEqual([
      expect.stringMatching(/^weight `dense\/kernel` has the shape \[5, 1\], but the model wants \[\d+, 5\]$/),
      'it has no weight `dense/bias` of shape [5]',
      'the model has no weight `other`',
    ]);
  });
});

test('a join that is too long for a line is split as formatters do it', () => {
  const paths = ['first', 'second', 'third', 'fourth'].map((name) => `${name}_with_a_long_name`);
  const branch = `  - branch: { ${paths.map((name) => `${name}: [{ conv2d: { filters: 4, kernel: 1 } }]`).join(', ')} }\n`;
  const [first = '', ...others] = paths;
  const lines = others.map((name) => `            * ${name}\n`).join('');
  expect(emit(`${branch}  - multiply\n  - relu\n`)).toContain(
    `        x = (\n            ${first}\n${lines}        )\n`,
  );
});

test('only inputs that are bytes have a function that converts them', () => {
  const spec = specOf('  - relu\n');
  expect(emitPytorch(graphOf(spec))).not.toContain('def preprocess');
  const scaled = spec.replace('channels: 4 }', 'channels: 4, preprocess: { mean: 0.5 } }');
  expect(emitPytorch(graphOf(scaled))).toContain('def preprocess(values: Tensor)');
});

test('inputs that are scaled in the same way have one function for it', () => {
  const twoInputs = (mean: number): string =>
    emitPytorch(
      graphOf(`modelc: 1
inputs:
  left: { height: 4, width: 4, channels: 1, preprocess: { mean: 0.5 } }
  right: { height: 4, width: 4, channels: 1, preprocess: { mean: ${mean} } }
layers: [{ add: {}, from: [left, right] }]
`),
    );
  expect(twoInputs(0.5).match(/def preprocess\w*/g)).toEqual(['def preprocess']);
  expect(twoInputs(0.4).match(/def preprocess\w*/g)).toEqual(['def preprocess_left', 'def preprocess_right']);
});
