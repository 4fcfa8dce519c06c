import { convertWeights, ownForm } from '../../../src/backends/convert-weights';
import { emitPytorch } from '../../../src/backends/pytorch/emit-pytorch';
import { weightForm } from '../../../src/backends/pytorch/weight-form';
import { checkTarget } from '../../../src/backends/targets';
import { compile } from '../../../src/compiler/compile';
import type { TypedGraph } from '../../../src/graph/typed-graph';
import { initialWeights } from '../../../src/tensors/initial-weights';

function graphOf(layers: string, blocks = ''): TypedGraph {
  const { graph, ok } = compile(
    `modelc: 1\nallow: [layers/bias-before-norm]\ninput: { height: 4, width: 4, channels: 2 }\n${blocks}layers:\n${layers}`,
  );
  if (!graph || !ok) throw new Error('the spec is wrong');
  return graph;
}

/** Lines of the model's class that create modules, or share one. */
function modulesOf(graph: TypedGraph): string[] {
  const model = emitPytorch(graph).split('class Model(')[1]?.split('def forward')[0] ?? '';
  return [...model.matchAll(/self\.\S+ = .*/g)].map(([line]) => line);
}

const CONV = 'filters: 2, kernel: 3, padding: same';
const UNIT = `blocks:\n  unit:\n    params: { stride: 1 }\n    layers:\n      - conv2d: { ${CONV}, stride: "\${stride}" }\n      - batch_norm\n`;

test.each([
  [
    'a layer that is applied twice is one module',
    graphOf(`  - conv2d: { ${CONV} }\n    name: a\n  - conv2d: { ${CONV} }\n    weights: a\n`),
    ['self.a = nn.Conv2d(2, 2, 3, padding=1)'],
  ],
  [
    'a layer with another stride has the parameters of the first',
    graphOf(`  - conv2d: { ${CONV} }\n    name: a\n  - conv2d: { ${CONV}, stride: 2 }\n    name: b\n    weights: a\n`),
    [
      'self.a = nn.Conv2d(2, 2, 3, padding=1)',
      'self.b = Conv2dSame(2, 2, 3, stride=2)',
      'self.b.weight = self.a.weight',
      'self.b.bias = self.a.bias',
    ],
  ],
  [
    'the use of a block is one module',
    graphOf('  - use: unit\n    name: a\n  - use: unit\n    weights: a\n', UNIT),
    ['self.a = Unit(2)'],
  ],
  [
    'the use of a block with another stride has the modules of the first where they do the same',
    graphOf('  - use: unit\n    name: a\n  - use: unit\n    name: b\n    with: { stride: 2 }\n    weights: a\n', UNIT),
    [
      'self.a = Unit(2)',
      'self.b = Unit(2, stride=2)',
      'self.b.conv2d.weight = self.a.conv2d.weight',
      'self.b.conv2d.bias = self.a.conv2d.bias',
      'self.b.batch_norm = self.a.batch_norm',
    ],
  ],
  [
    'uses of a block that shares weights only in itself are a loop',
    graphOf(
      '  - repeat: { times: 3, layers: [{ use: pair }] }\n    name: pairs\n',
      `blocks:\n  pair: { layers: [{ conv2d: { ${CONV} }, name: a }, relu, { conv2d: { ${CONV} }, weights: a }] }\n`,
    ),
    ['self.pairs = nn.Sequential(*(Pair(2) for _ in range(3)))'],
  ],
  [
    'modules of them that share only weights are reached through the loop',
    graphOf(
      '  - repeat: { times: 2, layers: [{ use: pair }] }\n    name: pairs\n',
      `blocks:\n  pair: { layers: [{ conv2d: { ${CONV} }, name: a }, { conv2d: { ${CONV}, dilation: 2 }, name: b, weights: a }] }\n`,
    ),
    [
      'self.pairs = nn.Sequential(*(Pair(2) for _ in range(2)))',
      'self.pairs[0].b.weight = self.pairs[0].a.weight',
      'self.pairs[0].b.bias = self.pairs[0].a.bias',
      'self.pairs[1].b.weight = self.pairs[1].a.weight',
      'self.pairs[1].b.bias = self.pairs[1].a.bias',
    ],
  ],
])('%s', (_name, graph, modules) => expect(modulesOf(graph)).toEqual(modules));

describe('shared weights of two modules', () => {
  const graph = graphOf(
    `  - conv2d: { ${CONV} }\n    name: a\n  - conv2d: { ${CONV}, stride: 2 }\n    name: b\n    weights: a\n`,
  );
  const own = initialWeights(graph, 1);
  const converted = convertWeights(own, ownForm(graph), weightForm(graph));
  if (!converted.ok) throw new Error(converted.problems.join('\n'));
  const state = new Map(converted.tensors);

  test('are stored once by modelc, and under both names in the state of PyTorch', () => {
    expect([...own.keys()]).toEqual(['a/kernel', 'a/bias']);
    expect([...state.keys()].sort()).toEqual(['a.bias', 'a.weight', 'b.bias', 'b.weight']);
    expect(state.get('b.weight')).toEqual(state.get('a.weight'));
    expect(convertWeights(state, weightForm(graph), ownForm(graph))).toEqual({ ok: true, tensors: own });
  });

  test('are read from a file with only one of the names', () => {
    const some = new Map([...state].filter(([name]) => name !== 'b.weight' && name !== 'a.bias'));
    expect(convertWeights(some, weightForm(graph), ownForm(graph))).toEqual({ ok: true, tensors: own });
  });

  test('are rejected if they differ, or if both are missing', () => {
    const { shape, values } = state.get('b.weight') ?? { shape: [], values: new Float32Array() };
    const other = { shape, values: values.map((value) => value + 1) };
    const problems = (changed: typeof state) => {
      const found = convertWeights(changed, weightForm(graph), ownForm(graph));
      return found.ok ? [] : found.problems;
    };
    expect(problems(new Map([...state, ['b.weight', other]]))).toEqual([
      'weights `a.weight` and `b.weight` are one in the model, but have different values',
    ]);
    const none = new Map([...state].filter(([name]) => !name.endsWith('.bias')));
    expect(problems(none)[0]).toContain('`a.bias`');
  });
});

describe('a batch_norm that shares running statistics', () => {
  const problems = (first: string, second: string, attributes = '{}') => {
    const { graph } = compile(
      `modelc: 1\ninputs: { a: ${first}, b: ${second} }\nlayers:\n  - batch_norm: ${attributes}\n    name: n\n    from: a\n  - batch_norm: ${attributes}\n    from: b\n    weights: n\n    output: { name: second }\n  - relu: {}\n    from: n\n    output: { name: first }\n`,
    );
    if (!graph) throw new Error('the spec is wrong');
    return checkTarget('pytorch', { graph }).map(
      ({ code, span }) => `${code} at ${span.start === span.source.text.indexOf('weights: n') + 9}`,
    );
  };
  const [image, sequence, vector] = [
    '{ height: 4, width: 4, channels: 3 }',
    '{ length: 5, channels: 3 }',
    '{ features: 3 }',
  ];

  test.each([
    ['an image and a sequence', image, sequence],
    ['a sequence and a vector', sequence, vector],
  ])('is refused where its values are %s, as buffers do not stay one', (_name, first, second) =>
    expect(problems(first, second)).toEqual(['target/unsupported at true']),
  );

  test('is one module where both values have as many axes', () =>
    expect(problems(sequence, '{ length: 7, channels: 3 }')).toEqual([]));

  test('may be frozen: nothing changes its statistics', () =>
    expect(problems(image, sequence, '{ trainable: false }')).toEqual([]));
});
