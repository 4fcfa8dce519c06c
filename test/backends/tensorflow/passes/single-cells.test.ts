import { GraphBuilder } from '../../../../src/backends/tensorflow/graph-builder';
import { lowerGraph } from '../../../../src/backends/tensorflow/lower';
import { graphOf } from '../../../training/loop/support';

const single = 'filters: 6, kernel: 1';

/** The operations of the forward pass and the gradients of a net whose branches start with these convolutions. */
function operations(channels: number, convolutions: readonly string[]): readonly string[] {
  const branches = convolutions
    .map((attributes, index) => `      b${index}: [{ conv2d: { ${attributes} } }]\n`)
    .join('');
  const graph = graphOf(`modelc: 1
input: { height: 6, width: 6, channels: ${channels} }
layers:
  - branch:
${branches}  - concat
  - global_avg_pool2d
  - dense: { units: 2 }
`);
  const g = new GraphBuilder();
  const lowered = lowerGraph(graph, 'training', {
    g,
    inputs: [g.placeholder('x', 'float32', [-1, 6, 6, channels])],
    weight: (key) => g.placeholder(key, 'float32', undefined),
    mode: { training: true, seed: 1, step: undefined },
  });
  const { weights } = lowered.backward(lowered.outputs);
  expect([...weights.keys()].filter((key) => key.endsWith('kernel'))).toHaveLength(convolutions.length + 1);
  return g.nodes.map(({ operation }) => operation);
}

function kernelGradients(...convolutions: readonly string[]): number {
  return operations(16, convolutions).filter((operation) => operation === 'Conv2DBackpropFilter').length;
}

test('the gradients of 1 x 1 convolutions of one value are computed as one', () =>
  expect(kernelGradients(single, single, 'filters: 20, kernel: 1, bias: false')).toBe(1));

test.each([
  ['more filters together than would be summed', [single, 'filters: 11, kernel: 1']],
  ['a larger window beside one of a single cell', [single, 'filters: 3, kernel: 3, padding: same']],
  ['a dilated window', [single, 'filters: 3, kernel: 3, padding: same, dilation: 2']],
  ['groups', [single, 'filters: 4, kernel: 1, groups: 2']],
  ['padding', ['filters: 3, kernel: 1, padding: 1', 'filters: 3, kernel: 1, padding: 1']],
])('but separately with %s', (_name, convolutions) =>
  expect(kernelGradients(...convolutions)).toBeGreaterThanOrEqual(convolutions.length),
);

test('if channels do not fill blocks, the gradients are matrix products', () => {
  const found = operations(12, [single, 'filters: 20, kernel: 1']);
  expect(found).not.toContain('Conv2DBackpropFilter');
  expect(found).not.toContain('Conv2DBackpropInput');
  // Two for each convolution, and three of the dense layer.
  expect(found.filter((operation) => operation === 'MatMul')).toHaveLength(7);
});
