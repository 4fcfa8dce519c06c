import { compile } from '../../src/compiler/compile';
import { lineOf } from '../../src/diagnostics/source';
import { helpOf, messageOf } from '../../src/diagnostics/wording';
import type { TypedGraph } from '../../src/graph/typed-graph';
import { sumNodes } from '../../src/graph/weights';
import { expectErrors, specWith } from '../support/marks';

function graphOf(text: string): TypedGraph {
  const { graph, ok, diagnostics } = compile(text);
  if (!graph || !ok) throw new Error(diagnostics.map(messageOf).join('\n'));
  return graph;
}

/** For each node with weights, the owner of its kernel, or of its first weight. */
function ownersIn({ nodes, typings }: TypedGraph): string[] {
  return nodes.flatMap(({ id, name }) => {
    const [key] = typings.get(id)?.weights.values() ?? [];
    return key === undefined ? [] : [`${name} <- ${key.slice(0, key.lastIndexOf('/'))}`];
  });
}

const CONV = 'conv2d: { filters: 4, kernel: 3, padding: same }';
const TOWER =
  'blocks:\n  tower:\n    params: { out: 4, deep: false }\n    layers:\n      - conv2d: { filters: "${out}", kernel: 3, padding: same }\n      - branch: { bent: [{ conv2d: { filters: 4, kernel: 1 } }], plain: [] }\n      - add\n      - repeat: { times: 2, layers: [batch_norm] }\n      - conv2d: { filters: 4, kernel: 1 }\n        name: extra\n        when: "${deep}"\n';

test.each([
  ['a layer', `  - ${CONV}\n    name: stem\n  - ${CONV}\n    weights: stem`, ['stem <- stem', 'conv2d_2 <- stem']],
  [
    'a layer that shares already',
    `  - ${CONV}\n    name: a\n  - ${CONV}\n    name: b\n    weights: a\n  - ${CONV}\n    name: c\n    weights: b`,
    ['a <- a', 'b <- a', 'c <- a'],
  ],
  [
    'a layer with another stride and dilation',
    '  - conv2d: { filters: 4, kernel: 3, dilation: 2 }\n    name: a\n  - conv2d: { filters: 4, kernel: 3, stride: 2 }\n    weights: a',
    ['a <- a', 'conv2d_2 <- a'],
  ],
  [
    'a layer around a repeat',
    `  - ${CONV}\n    name: a\n  - repeat:\n      times: 2\n      layers:\n        - ${CONV}\n          weights: a\n    name: r`,
    ['a <- a', 'r/0/conv2d <- a', 'r/1/conv2d <- a'],
  ],
  [
    'a layer in an iteration and in a path',
    `  - repeat: { times: 2, layers: [{ ${CONV}, name: a }] }\n    name: r\n  - branch: { p: [{ ${CONV}, name: a, weights: r/1/a }], q: [] }\n  - add\n  - ${CONV}\n    weights: p/a`,
    ['r/0/a <- r/0/a', 'r/1/a <- r/1/a', 'p/a <- r/1/a', 'conv2d <- r/1/a'],
  ],
])('%s can share its weights with a later one', (_name, layers, owners) => {
  expect(ownersIn(graphOf(specWith(layers)))).toEqual(owners);
});

const WHOLE = ['conv2d', 'bent/conv2d', 'repeat/0/batch_norm', 'repeat/1/batch_norm'];

test('the use of a block shares the weights of all layers of an earlier one, by name', () => {
  const graph = graphOf(
    specWith('  - use: tower\n    name: left\n  - use: tower\n    name: right\n    weights: left', TOWER),
  );
  expect(ownersIn(graph)).toEqual([
    ...WHOLE.map((name) => `left/${name} <- left/${name}`),
    ...WHOLE.map((name) => `right/${name} <- left/${name}`),
  ]);
});

test('a use shares the weights of nested blocks too, and of layers that share inside', () => {
  const blocks = `blocks:\n  inner: { layers: [{ ${CONV}, name: a }, { ${CONV}, name: b, weights: a }] }\n  outer: { layers: [{ use: inner, name: one }, { use: inner, name: two, weights: one }] }\n`;
  const graph = graphOf(specWith('  - use: outer\n    name: x\n  - use: outer\n    name: y\n    weights: x', blocks));
  const layers = ['x/one/a', 'x/one/b', 'x/two/a', 'x/two/b', 'y/one/a', 'y/one/b', 'y/two/a', 'y/two/b'];
  expect(ownersIn(graph)).toEqual(layers.map((name) => `${name} <- x/one/a`));
});

test('shared weights count once', () => {
  const rest = 'expect: { parameters: 148 }\n';
  const graph = graphOf(specWith(`  - ${CONV}\n    name: a\n  - ${CONV}\n    weights: a`, rest));
  expect(sumNodes(graph)).toMatchObject({ parameters: 148, trainable: 148 });
  expect([...graph.weights.keys()]).toEqual(['a/kernel', 'a/bias']);
});

test('initializers and training settings are those of the owner', () => {
  const graph = graphOf(
    specWith(
      '  - conv2d: { filters: 4, kernel: 1, trainable: false, kernel_l2: 0.5 }\n    name: a\n  - conv2d: { filters: 4, kernel: 1, kernel_l2: 0.5 }\n    weights: a\n  - batch_norm: { momentum: 0.5 }\n    name: b\n  - batch_norm: {}\n    weights: b',
    ),
  );
  expect(graph.nodes[1]?.attributes).toEqual(graph.nodes[0]?.attributes);
  expect(graph.nodes[3]?.attributes).toMatchObject({ momentum: 0.5 });
});

test.each([
  ['an unknown name', `  - ${CONV}\n    weights: ‹stem›`, ['wiring/unknown-name']],
  ['a misspelt name', `  - ${CONV}\n    name: stem\n  - ${CONV}\n    weights: ‹stme›`, ['wiring/unknown-name']],
  ['a later item', `  - ${CONV}\n    weights: ‹late›\n  - ${CONV}\n    name: late`, ['wiring/defined-below']],
  ['itself', `  - ${CONV}\n    name: a\n    weights: ‹a›`, ['wiring/itself']],
  ['no name', `  - ${CONV}\n    weights: ‹3›`, ['schema/shape-of']],
  [
    'an item that is left out',
    `  - ${CONV}\n    name: a\n    when: false\n  - ${CONV}\n    weights: ‹a›`,
    ['wiring/left-out'],
  ],
  [
    'a layer of another kind',
    `  - depthwise_conv2d: { kernel: 3 }\n    name: a\n  - ${CONV}\n    weights: ‹a›`,
    ['weights/other-kind'],
  ],
  ['a layer without weights', `  - relu: {}\n    name: a\n  - ${CONV}\n    weights: ‹a›`, ['weights/other-kind']],
  ['an input', `  - ${CONV}\n    weights: ‹input›`, ['weights/other-kind']],
  ['a path', `  - branch: { a: [{ ${CONV} }], b: [] }\n  - add\n  - ${CONV}\n    weights: ‹a›`, ['weights/other-kind']],
  [
    'a repeat',
    `  - repeat: { times: 1, layers: [{ ${CONV} }] }\n    name: a\n  - ${CONV}\n    weights: ‹a›`,
    ['weights/other-kind'],
  ],
  ['weights for a kind without any', `  - ${CONV}\n    name: a\n  - relu: {}\n    weights: ‹a›`, ['weights/none']],
  [
    'weights beside a repeat',
    `  - ${CONV}\n    name: a\n  - repeat: { times: 1, layers: [relu] }\n    ‹weights›: a`,
    ['schema/unknown-key'],
  ],
  [
    'weights among the attributes',
    '  - conv2d: { filters: 4, kernel: 1 }\n    name: a\n  - conv2d: { filters: 4, kernel: 1, ‹weights›: a }',
    ['schema/misplaced-sibling'],
  ],
  [
    'kernels of two sizes',
    '  - conv2d: { filters: 4, kernel: 3, padding: same }\n    name: a\n  - conv2d: { filters: 4, kernel: 1 }\n    weights: ‹a›',
    ['weights/shape'],
  ],
  [
    'inputs of two sizes',
    '  - conv2d: { filters: 8, kernel: 3, padding: same }\n    name: a\n  - conv2d: { filters: 8, kernel: 3, padding: same }\n    weights: ‹a›',
    ['weights/shape'],
  ],
  [
    'a bias that the owner lacks',
    '  - conv2d: { filters: 4, kernel: 1, bias: false }\n    name: a\n  - conv2d: { filters: 4, kernel: 1 }\n    weights: ‹a›',
    ['weights/role'],
  ],
  [
    'another start',
    '  - conv2d: { filters: 4, kernel: 1 }\n    name: a\n  - conv2d: { filters: 4, kernel: 1, kernel_initializer: ‹zeros› }\n    weights: a',
    ['weights/contradiction'],
  ],
  [
    'weights that learn for one only',
    '  - batch_norm: { trainable: false }\n    name: a\n  - batch_norm: { trainable: ‹true› }\n    weights: a',
    ['weights/contradiction'],
  ],
])('%s', (_name, layers, codes) => expectErrors(specWith(layers), codes));

test.each([
  ['a use of another block', '  - use: other\n    name: a\n  - use: tower\n    weights: ‹a›', ['weights/other-kind']],
  ['a layer for a use', `  - ${CONV}\n    name: a\n  - use: tower\n    weights: ‹a›`, ['weights/other-kind']],
  ['a use for a layer', `  - use: tower\n    name: a\n  - ${CONV}\n    weights: ‹a›`, ['weights/other-kind']],
  ['a block without weights', '  - use: other\n    name: a\n  - use: other\n    weights: ‹a›', ['weights/none']],
  [
    'a use with more layers',
    '  - use: tower\n    name: a\n  - use: tower\n    with: { deep: true }\n    weights: ‹a›',
    ['weights/missing'],
  ],
  [
    'a use with other sizes',
    '  - use: tower\n    name: a\n    with: { out: 4 }\n  - conv2d: { filters: 5, kernel: 1 }\n  - conv2d: { filters: 4, kernel: 1 }\n    name: b\n  - use: tower\n    from: conv2d\n    weights: ‹a›',
    ['weights/shape'],
  ],
  ['an item outside the block', `  - ${CONV}\n    name: a\n  - use: closed`, ['wiring/outside-block']],
])('%s', (_name, layers, codes) => {
  const closed = layers.includes('closed') ? `  closed: { layers: [{ ${CONV}, weights: ‹a› }] }\n` : '';
  expectErrors(specWith(layers, `${TOWER}  other: { layers: [relu] }\n${closed}`), codes);
});

test('a message has both shapes, and where the sizes come from', () => {
  const { diagnostics } = compile(
    specWith(
      '  - conv2d: { filters: 8, kernel: 3 }\n    name: a\n  - conv2d: { filters: 8, kernel: 3 }\n    weights: a',
    ),
  );
  expect(
    diagnostics.map((one) => ({
      message: messageOf(one),
      help: helpOf(one),
      notes: one.notes.map((note) => note.message),
    })),
  ).toEqual([
    {
      message: 'the `kernel` of `conv2d_2` is 3 x 3 x 8 x 8, but `a`, whose weights it uses, has one of 3 x 3 x 4 x 8',
      help: 'give both the same attributes and inputs of the same size, or remove `weights`',
      notes: ['channels 8 is written at `a`', 'channels 4 is written at `input`'],
    },
  ]);
});

test('attributes that contradict are located, named and explained where the use of a block sets them', () => {
  const text = specWith(
    '  - use: t\n    name: a\n  - use: t\n    weights: a\n    with: { init: ones }',
    'blocks:\n  t:\n    params: { init: zeros }\n    layers:\n      - conv2d: { filters: 4, kernel: 1, kernel_initializer: "${init}" }\n',
  );
  const lines = text.split('\n');
  const found = compile(text).diagnostics.map((one) => [
    lines[lineOf(one.span) - 1],
    helpOf(one),
    ...one.notes.map(({ message, span }) => [message, span && lines[lineOf(span) - 1]]),
  ]);
  const note = ['`a` is here', expect.stringMatching(/use: t|name: a/)];
  expect(found).toEqual([
    ['    with: { init: ones }', 'give `init` the same value as where the weights come from', note],
  ]);
});

test.each([
  ['a bias', 'filters: 4, kernel: 3, padding: same', 'filters: 4, kernel: 3, dilation: 2, bias: false', 'bias'],
  ['a kernel', 'filters: 4, kernel: 3, padding: same', 'filters: 4, kernel: 1, stride: 2', 'kernel'],
])('only attributes that make %s different are named as reasons', (_name, first, second, attribute) => {
  const layers = `  - conv2d: { ${first} }\n    name: a\n  - conv2d: { ${second} }\n    weights: a`;
  const notes = compile(specWith(layers)).diagnostics.flatMap((one) => one.notes.map(({ message }) => message));
  expect(notes).toEqual([`\`${attribute}\` of \`conv2d_2\``, `\`${attribute}\` of \`a\``]);
});
