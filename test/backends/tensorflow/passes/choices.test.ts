import { type Machine, machine } from '../../../../src/backends/tensorflow/machine';
import { planLowering } from '../../../../src/backends/tensorflow/passes/passes';
import { type Choices, choicesOf } from '../../../../src/backends/tensorflow/passes/plan';
import type { Precision } from '../../../../src/schema/train';
import { graphOf } from '../../../training/loop/support';

/** What the passes choose for the layers of a net on images of 8 x 8 x 16, by name, where it differs from the default. */
function chosen(layers: string, precision: Precision = 'f32', on: Machine = machine): Record<string, Partial<Choices>> {
  const plan = planLowering(
    graphOf(`modelc: 1
allow: [layers/bias-before-norm]
input: { height: 8, width: 8, channels: 16 }
layers: [${layers}, global_avg_pool2d, { dense: { units: 2 } }]
`),
    'training',
    precision,
    on,
  );
  const unusual = plan.graph.nodes.map(({ id, name }) => {
    const pairs = Object.entries(choicesOf(plan, id)).filter(([, value]) => value !== false && value !== 'float32');
    return [name, Object.fromEntries(pairs)] as const;
  });
  return Object.fromEntries(unusual.filter(([, choices]) => Object.keys(choices).length > 0));
}

const conv = (attributes: string): string => `{ conv2d: { ${attributes} } }`;
const norm = (filters: number): string => `${conv(`filters: ${filters}, kernel: 3, padding: same`)}, batch_norm, relu`;

test.each<readonly [string, string, Record<string, Partial<Choices>>]>([
  ['a norm that fills vectors, before a ReLU', norm(24), {}],
  ['one that does not', norm(12), { relu: { gradientByInput: true } }],
  ['a ReLU behind anything else', `${conv('filters: 12, kernel: 3')}, relu`, {}],
  ['another function behind such a norm', `${conv('filters: 12, kernel: 3')}, batch_norm, elu`, {}],
  ['full blocks', conv('filters: 32, kernel: 3, padding: same'), {}],
  ['a small remainder', conv('filters: 20, kernel: 3, padding: same'), { conv2d: { inParts: true } }],
  ['a large remainder', conv('filters: 21, kernel: 3, padding: same'), {}],
  ['less than a block', conv('filters: 4, kernel: 3, padding: same'), {}],
  ['a remainder with rows that fill no stack', conv('filters: 20, kernel: 3'), {}],
  ['a remainder in steps of two', conv('filters: 20, kernel: 3, stride: 2, padding: same'), {}],
  ['a remainder of two rows', conv('filters: 20, kernel: 2, padding: same'), {}],
  [
    'the same two rows, dilated',
    conv('filters: 20, kernel: 2, padding: same, dilation: 2'),
    { conv2d: { inParts: true } },
  ],
  ['single cells of full blocks', conv('filters: 4, kernel: 1'), {}],
  [
    'single cells of partly filled blocks',
    `${conv('filters: 12, kernel: 3')}, ${conv('filters: 4, kernel: 1')}`,
    { conv2d_2: { byProducts: true } },
  ],
  [
    'single cells in steps of two',
    `${conv('filters: 12, kernel: 3')}, ${conv('filters: 4, kernel: 1, stride: 2')}`,
    {},
  ],
  [
    'siblings',
    `{ branch: { a: [${conv('filters: 4, kernel: 1')}], b: [${conv('filters: 5, kernel: 1')}] } }, concat`,
    { 'a/conv2d': { joined: true }, 'b/conv2d': { joined: true } },
  ],
])('%s', (_name, layers, expected) => expect(chosen(layers)).toEqual(expected));

const half = { type: 'bfloat16' } as const;

test('in bf16, kinds that take most of the time compute in 16 bits, but not matrix products', () =>
  expect(chosen(`${norm(24)}, ${conv('filters: 4, kernel: 1')}, sigmoid`, 'bf16')).toEqual({
    conv2d: half,
    relu: half,
    conv2d_2: half,
    dense: half,
  }));

test('in bf16, a norm computes in 16 bits if its channels fill 16-bit vectors', () =>
  expect(chosen(norm(32), 'bf16')).toMatchObject({ batch_norm: half }));

test.each<readonly [string, string, Partial<Machine>, Record<string, Partial<Choices>>]>([
  ['narrow norms', norm(12), { normChannels: { fusedWithRelu: 4, bfloat16: 4 } }, {}],
  ['small blocks', conv('filters: 20, kernel: 3, padding: same'), { convolutionBlock: 4 }, {}],
  [
    'slow products',
    `${conv('filters: 12, kernel: 3')}, ${conv('filters: 4, kernel: 1')}`,
    { fastProducts: { f32: false, bf16: false } },
    {},
  ],
])('a machine with %s needs no rewrite', (_name, layers, facts, expected) => {
  expect(chosen(layers)).not.toEqual(expected);
  expect(chosen(layers, 'f32', { ...machine, ...facts })).toEqual(expected);
});

test.each<readonly [string, number, boolean]>([
  ['partly filled blocks', 12, true],
  ['full blocks', 16, false],
])('single cells of a sequence with %s', (_name, channels, expected) => {
  const graph = graphOf(`modelc: 1
input: { length: 8, channels: ${channels} }
layers: [{ conv1d: { filters: 4, kernel: 1 } }, flatten, { dense: { units: 2 } }]
`);
  const plan = planLowering(graph, 'training', 'f32');
  expect(plan.graph.nodes.map(({ id }) => choicesOf(plan, id).byProducts)).toEqual([expected, false, false]);
});
