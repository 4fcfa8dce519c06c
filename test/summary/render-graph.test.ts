import { compile } from '../../src/compiler/compile';
import { renderGraph } from '../../src/summary/render-graph';

const spec = `modelc: 1
name: tiny
input: { height: 8, width: 8, channels: 4 }
blocks:
  unit:
    params: { out: }
    layers:
      - conv2d: { filters: "\${out}", kernel: 3 }
layers:
  - { use: unit, with: { out: 6 } }
  - branch:
      left: [relu]
      right: [{ max_pool2d: { kernel: [3, 1], stride: 1, padding: same } }]
  - add
  - repeat: { times: 2, layers: [relu] }
  - flatten
  - dense: { units: 2 }
`;

test('a graph as text: one line per layer, indented like the spec', () => {
  const { graph } = compile(spec);
  expect(graph && renderGraph(graph).split('\n')).toEqual([
    'tiny: 656 parameters, 8,208 multiply-accumulates',
    '',
    'input: 8 x 8 x 4',
    'unit = use unit(input, out: 6)',
    '  unit/conv2d = conv2d(input, filters: 6, kernel: 3): 6 x 6 x 6, kernel 3 x 3 x 4 x 6, bias 6',
    'path left',
    '  left/relu = relu(unit/conv2d): 6 x 6 x 6',
    'path right',
    '  right/max_pool2d = max_pool2d(unit/conv2d, kernel: [3, 1], stride: 1, padding: same): 6 x 6 x 6',
    'add = add(left/relu, right/max_pool2d): 6 x 6 x 6',
    'repeat repeat, 2 times',
    '  repeat/0',
    '    repeat/0/relu = relu(add): 6 x 6 x 6',
    '  repeat/1',
    '    repeat/1/relu = relu(repeat/0/relu): 6 x 6 x 6',
    'flatten = flatten(repeat/1/relu): 216',
    'dense = dense(flatten, units: 2): 2, kernel 216 x 2, bias 2',
    'output dense = dense: 2',
  ]);
});

test('what an error leaves unknown is a question mark', () => {
  const { graph } = compile(spec.replace('kernel: 3 }', 'kernel: 30 }'));
  expect(graph && renderGraph(graph)).toContain('unit/conv2d = conv2d(input, filters: 6, kernel: 30): ?');
});

test('a layer that shares its weights names their owner', () => {
  const shared = spec
    .replace('  - branch:', '  - { use: unit, weights: unit, with: { out: 6 } }\n  - branch:')
    .replace('channels: 4', 'channels: 6');
  const { graph } = compile(shared);
  expect(graph && renderGraph(graph)).toContain(
    '  unit_2/conv2d = conv2d(unit/conv2d, filters: 6, kernel: 3): 4 x 4 x 6, weights of unit/conv2d\n',
  );
});
