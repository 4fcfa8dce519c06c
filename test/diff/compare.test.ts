import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { renderSpec } from '../../src/backends/spec/render-spec';
import { compile } from '../../src/compiler/compile';
import { messageOf } from '../../src/diagnostics/wording';
import { compareGraphs, type Difference } from '../../src/diff/compare';
import { folderReader } from '../../src/files/read-include';
import type { Node } from '../../src/graph/graph';
import type { TypedGraph } from '../../src/graph/typed-graph';

const folder = join(__dirname, '../../specs');
const specs = readdirSync(folder).filter((file) => file.endsWith('.yaml'));

function graphOf(text: string, file = 'spec.yaml'): TypedGraph {
  const { graph, ok, diagnostics } = compile(text, join(folder, file), { includes: folderReader(folder) });
  if (!graph || !ok) throw new Error(diagnostics.map(messageOf).join());
  return graph;
}

const shipped = (file: string) => graphOf(readFileSync(join(folder, file), 'utf8'), file);

const net = (layers: string) => graphOf(`modelc: 1\ninput: { height: 16, width: 16, channels: 4 }\nlayers:\n${layers}`);

/** What was found, in short. */
function short({ removed, added, changed, ends }: Difference) {
  return {
    removed: removed.map(({ node }) => node),
    added: added.map(({ node }) => node),
    changed: changed.map(
      ({ a, attributes, wiring }) =>
        `${a.node}${wiring ? ' reads' : ''} ${attributes.map(({ attribute }) => attribute)}`,
    ),
    ends: ends.map(({ end, what }) => `${end} ${what}`),
  };
}

const nothing = { removed: [], added: [], changed: [], ends: [] };

describe.each(specs)('%s', (file) => {
  const graph = shipped(file);

  test('equals itself, and itself written out in full', () => {
    expect(short(compareGraphs(graph, graph))).toEqual(nothing);
    const difference = compareGraphs(graph, graphOf(renderSpec(graph)));
    expect([difference.same, short(difference)]).toEqual([true, nothing]);
  });

  test('one flipped bias is one change, wherever it is', () => {
    const biased = graph.nodes.filter(({ attributes }) => attributes && 'bias' in attributes);
    const some = biased.filter((_, index) => index % Math.ceil(biased.length / 10) === 0);
    for (const node of some) {
      const attributes = node.attributes as { readonly bias?: boolean };
      const flipped = { ...node, attributes: { ...attributes, bias: !attributes.bias } } as Node;
      const other = { ...graph, nodes: graph.nodes.map((one) => (one === node ? flipped : one)) };
      expect(short(compareGraphs(graph, other))).toEqual({ ...nothing, changed: [`${node.name} bias`] });
    }
  });
});

const residual = (main: string, order: string) => `
  - relu
  - branch:
      ${order === 'main' ? `main: [${main}]\n      skip: []` : `skip: []\n      main: [${main}]`}
  - add
  - conv2d: { filters: 8, kernel: 3 }`;
const conv = (text: string) => `{ conv2d: { filters: 4, kernel: 3, padding: ${text} } }`;

test.each([
  ['paths of a sum in another order', residual(conv('same'), 'main'), residual(conv('same'), 'skip')],
  ['padding said in another way', residual(conv('same'), 'main'), residual(conv('1'), 'main')],
  [
    'a declared size',
    '  - flatten\n  - dense: { units: 2 }',
    '  - flatten: { size: 1024 }\n  - dense: { units: 2, inputs: 1024 }',
  ],
  [
    'a repeat, and the same in full',
    '  - repeat:\n      times: 3\n      layers: [relu, tanh]',
    '  - relu\n  - tanh\n  - relu\n  - tanh\n  - relu\n  - tanh',
  ],
])('no difference: %s', (_name, a, b) => {
  const difference = compareGraphs(net(a), net(b));
  expect([difference.same, short(difference)]).toEqual([true, nothing]);
});

const paths = (order: readonly string[]) =>
  `  - branch:\n${order.map((name) => `      ${name}: [{ conv2d: { filters: 2, kernel: ${name === 'one' ? 1 : 3}, padding: same } }]\n`).join('')}  - concat`;

const chain = (...kinds: string[]) => kinds.map((kind) => `  - ${kind}`).join('\n');

test.each([
  ['a layer more', chain('relu', 'tanh', 'relu'), chain('relu', 'elu', 'tanh', 'relu'), { added: ['elu'] }],
  ['one of many equal ones less', chain('relu', 'relu', 'relu'), chain('relu', 'relu'), { removed: ['relu_3'] }],
  ['another kind', chain('relu', 'tanh', 'relu'), chain('relu', 'elu', 'relu'), { changed: ['tanh '] }],
  [
    'paths of a concat in another order',
    paths(['one', 'three']),
    paths(['three', 'one']),
    { changed: ['concat reads '] },
  ],
  ['other sums', residual(conv('same'), 'main'), residual(`${conv('same')}, relu`, 'main'), { added: ['main/relu'] }],
])('%s', (_name, a, b, wanted) => {
  expect(short(compareGraphs(net(a), net(b)))).toEqual({ ...nothing, ...wanted });
});

test('another input is reported once, and as changed shapes below', () => {
  const text =
    'modelc: 1\ninput: { height: 16, width: 16, channels: 4 }\nlayers: [relu, { max_pool2d: { kernel: 2 } }]';
  const difference = compareGraphs(graphOf(text), graphOf(text.replace('height: 16', 'height: 20')));
  expect(short(difference)).toEqual({ ...nothing, ends: ['input shape'] });
  expect(difference.reshaped).toEqual([
    { a: 'relu', b: 'relu', from: [16, 16, 4], to: [20, 16, 4] },
    { a: 'max_pool2d', b: 'max_pool2d', from: [8, 8, 4], to: [10, 8, 4] },
  ]);
});

test('a loss weight, and an output that moves', () => {
  const heads = (weight: string, at: 'tanh' | 'relu') =>
    `${chain('relu', 'tanh')}\n    `.replace(/\n {4}$/, '') +
    `\n  - elu: {}\n    output: { name: main }\n  - side:\n      layers:\n        - sigmoid: {}\n          from: ${at}\n          output: { name: aux, loss_weight: ${weight} }`;
  expect(short(compareGraphs(net(heads('0.3', 'tanh')), net(heads('0.4', 'tanh'))))).toEqual({
    ...nothing,
    ends: ['output loss_weight'],
  });
  expect(short(compareGraphs(net(heads('0.3', 'tanh')), net(heads('0.3', 'relu'))))).toEqual({
    ...nothing,
    changed: ['side/sigmoid reads '],
  });
});

test('another width changes the convolutions, and nothing else', () => {
  const text = readFileSync(join(folder, 'resnet.yaml'), 'utf8');
  const difference = compareGraphs(
    graphOf(text),
    graphOf(text.replace('width: 64', 'width: 32').replace(/^expect:.*$/m, '')),
  );
  expect([difference.added, difference.removed]).toEqual([[], []]);
  expect(difference.changed.every(({ a, attributes }) => a.kind === 'conv2d' && attributes.length === 1)).toBe(true);
});
