import { GraphBuilder } from '../../../../src/backends/tensorflow/graph-builder';
import { lowerGraph } from '../../../../src/backends/tensorflow/lower';
import { planLowering } from '../../../../src/backends/tensorflow/passes/passes';
import { graphOf } from '../../../training/loop/support';

const pool = '{ max_pool2d: { kernel: 2 } }';

/** The layers after a convolution once pools come first, each with its input and the size of its output. */
function order(...layers: readonly string[]): readonly string[] {
  const { graph } = planLowering(
    graphOf(`modelc: 1
input: { height: 8, width: 8, channels: 2 }
layers:
  - conv2d: { filters: 4, kernel: 1 }
${layers.map((layer) => `  - ${layer}\n`).join('')}  - global_avg_pool2d
  - dense: { units: 2 }
`),
    'training',
    'f32',
  );
  const names = new Map(graph.nodes.map(({ id, name }) => [id, name]));
  return graph.nodes.slice(1, -2).map(({ id, name, inputs }) => {
    const cells = graph.typings.get(id)?.output[0]?.value;
    return `${name} of ${inputs.map((input) => names.get(input))}: ${cells}`;
  });
}

test.each(['relu', 'relu6'])('a %s that only a max pool reads comes behind it', (kind) =>
  expect(order(kind, pool)).toEqual(['max_pool2d of conv2d: 4', `${kind} of max_pool2d: 4`]),
);

test('one behind the other', () =>
  expect(order('relu', pool, pool)).toEqual([
    'max_pool2d of conv2d: 4',
    'max_pool2d_2 of max_pool2d: 2',
    'relu of max_pool2d_2: 2',
  ]));

test('in the path of a branch', () =>
  expect(order(`branch: { a: [relu, ${pool}], b: [${pool}] }`, 'concat')).toEqual([
    'a/max_pool2d of conv2d: 4',
    'a/relu of a/max_pool2d: 4',
    'b/max_pool2d of conv2d: 4',
    'concat of a/relu,b/max_pool2d: 4',
  ]));

test.each([
  ['a pool that leaves as many cells', ['relu', '{ max_pool2d: { kernel: 3, stride: 1, padding: 1 } }']],
  ['an average pool', ['relu', '{ avg_pool2d: { kernel: 2 } }']],
  ['a function that has a gradient everywhere', ['elu', pool]],
  [
    'somebody else who reads the ReLU',
    ['relu', `branch: { a: [${pool}], b: [{ avg_pool2d: { kernel: 2 } }] }`, 'concat'],
  ],
])('everything is unchanged with %s', (_name, layers) => {
  const kinds = order(...layers).map((line) => line.split(' of ')[0]);
  expect(kinds[0]).toMatch(/^(relu|elu)$/);
});

test('the gradient of the ReLU goes over the cells of the pool', () => {
  const graph = graphOf(`modelc: 1
input: { height: 8, width: 8, channels: 2 }
layers: [{ conv2d: { filters: 4, kernel: 1 } }, relu, { max_pool2d: { kernel: 2 } }, flatten, { dense: { units: 2 } }]
`);
  const g = new GraphBuilder();
  const lowered = lowerGraph(graph, 'training', {
    g,
    inputs: [g.placeholder('x', 'float32', [-1, 8, 8, 2])],
    weight: (key) => g.placeholder(key, 'float32', undefined),
    mode: { training: true, seed: 1, step: undefined },
  });
  lowered.backward(lowered.outputs);
  const operations = g.nodes.map(({ operation }) => operation);
  expect(operations.indexOf('ReluGrad')).toBeLessThan(operations.indexOf('MaxPoolGrad'));
  expect(operations.indexOf('MaxPool')).toBeLessThan(operations.indexOf('Relu'));
});
