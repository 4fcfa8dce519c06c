import { compile } from '../../src/compiler/compile';
import { mainOutput } from '../../src/graph/graph';
import { weightKey } from '../../src/graph/typed-graph';
import { sumNodes, weightsOf } from '../../src/graph/weights';
import { decays } from '../../src/schema/layer';

function graphOf(layers: string) {
  const { graph, ok } = compile(`modelc: 1\ninput: { height: 8, width: 8, channels: 4 }\nlayers:\n${layers}`);
  if (!graph || !ok) throw new Error('the spec is wrong');
  return graph;
}

/** `role: what` for each weight of a layer, with a star where weight decay applies. */
function rolesOf(layer: string): string[] {
  const graph = graphOf(`  - ${layer}\n`);
  const used = weightsOf(graph, mainOutput(graph).value);
  return used.map(({ role, spec }) => `${role}: ${spec.what}${decays(spec) ? ' *' : ''}`);
}

test.each([
  ['conv2d: { filters: 2, kernel: 3 }', ['kernel: kernel *', 'bias: bias']],
  ['conv2d: { filters: 2, kernel: 3, bias: false }', ['kernel: kernel *']],
  ['depthwise_conv2d: { kernel: 3 }', ['kernel: kernel *', 'bias: bias']],
  [
    'separable_conv2d: { filters: 2, kernel: 3 }',
    ['depthwise_kernel: kernel *', 'pointwise_kernel: kernel *', 'bias: bias'],
  ],
  ['conv2d_transpose: { filters: 2, kernel: 3 }', ['kernel: kernel *', 'bias: bias']],
  ['batch_norm', ['gamma: norm', 'beta: norm', 'moving_mean: statistic', 'moving_variance: statistic']],
  ['layer_norm: { axes: all }', ['gamma: norm', 'beta: norm']],
  ['prelu', ['slope: slope']],
  ['group_norm: { groups: 1 }', ['gamma: norm', 'beta: norm']],
  ['instance_norm: { center: false }', ['gamma: norm']],
  ['layer_scale', ['gamma: norm']],
  ['relu', []],
])('%s describes each of its weights', (layer, expected) => {
  expect(rolesOf(layer)).toEqual(expected);
});

test('a weight is an entry of the graph, under the name of its node and its role', () => {
  const graph = graphOf('  - conv2d: { filters: 2, kernel: 3 }\n    name: first\n  - batch_norm\n');
  const shapes = [...graph.weights].map(([key, { shape }]) => [key, shape]);
  expect(shapes).toEqual([
    ['first/kernel', [3, 3, 4, 2]],
    ['first/bias', [2]],
    ['batch_norm/gamma', [2]],
    ['batch_norm/beta', [2]],
    ['batch_norm/moving_mean', [2]],
    ['batch_norm/moving_variance', [2]],
  ]);
  expect(graph.weights.has(weightKey('first', 'kernel'))).toBe(true);
});

test('a weight counts once, however many nodes use it', () => {
  const convolutions = (more: string) => `  - conv2d: { filters: 4, kernel: 3, padding: same }
    name: one
  - conv2d: { filters: 4, kernel: 3, padding: same }
    name: two${more}
  - batch_norm
`;
  const own = graphOf(convolutions(''));
  const shared = graphOf(convolutions('\n    weights: one'));
  const convolution = 3 * 3 * 4 * 4 + 4;
  const macs = 8 * 8 * 3 * 3 * 4 * 4;
  const ofTwo = { parameters: 2 * convolution + 16, trainable: 2 * convolution + 8, macs: 2 * macs };
  const ofOne = { parameters: convolution + 16, trainable: convolution + 8, macs: 2 * macs };
  for (const [graph, total] of [[own, ofTwo] as const, [shared, ofOne] as const]) {
    expect(sumNodes(graph)).toEqual(total);
    expect(sumNodes(graph, graph.nodes)).toEqual(total);
    expect(sumNodes(graph, graph.nodes.slice(1, 2))).toEqual({ parameters: convolution, trainable: convolution, macs });
  }
});
