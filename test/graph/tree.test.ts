import { compile } from '../../src/compiler/compile';
import type { Body } from '../../src/graph/graph';
import { namedValues } from '../../src/graph/named-values';
import { nodesIn, scopesIn } from '../../src/graph/walk';
import { compileShipped, shippedSpecs } from '../support/shipped-specs';

/** The names of scopes and layers as the tree has them: `scope/local`. */
function namesIn({ steps }: Body, scope: string): string[] {
  return steps.flatMap((step) => {
    if (step.type === 'node') return [`${scope}${step.node.localName}`];
    const outer = step.type === 'repeat' ? `${scope}${step.repeat.localName}/` : scope;
    return scopesIn(step).flatMap(({ localName, body }) => namesIn(body, `${outer}${localName}/`));
  });
}

function graphOf(text: string) {
  const { graph, ok } = compile(text);
  if (!graph || !ok) throw new Error('the spec is wrong');
  return graph;
}

test.each(shippedSpecs)('the tree of %s holds each node once, in order, under its name', (file) => {
  const { graph } = compileShipped(file);
  if (!graph) throw new Error('it has no graph');
  expect(nodesIn(graph.body).map(({ id }) => id)).toEqual(graph.nodes.map(({ id }) => id));
  expect(namesIn(graph.body, '')).toEqual(graph.nodes.map(({ name }) => name));
});

const spec = `modelc: 1
input: { height: 8, width: 8, channels: 4 }
blocks:
  unit:
    layers: [relu]
layers:
  - branch:
      left: [{ use: unit }]
      right: []
  - concat
  - repeat: { times: 2, layers: [relu] }
  - side: { layers: [sigmoid] }
    name: beside
  - tanh
  - concat: {}
    from: [tanh, beside]
`;

test('branches, repeats and side paths are steps', () => {
  expect(graphOf(spec).body.steps.map(({ type }) => type)).toEqual([
    'branch',
    'node',
    'repeat',
    'side',
    'node',
    'node',
  ]);
});

test('every name refers to its value', () => {
  expect([...namedValues(graphOf(spec))].map(([name, { what, value }]) => [name, what, value])).toEqual([
    ['input', 'input', 0],
    ['left', 'path', 1],
    ['left/unit', 'block', 1],
    ['left/unit/relu', 'layer', 1],
    ['right', 'path', 0],
    ['concat', 'layer', 2],
    ['repeat', 'repeat', 4],
    ['repeat/0', 'iteration', 3],
    ['repeat/0/relu', 'layer', 3],
    ['repeat/1', 'iteration', 4],
    ['repeat/1/relu', 'layer', 4],
    ['beside', 'side', 5],
    ['beside/sigmoid', 'layer', 5],
    ['tanh', 'layer', 6],
    ['concat_2', 'layer', 7],
  ]);
});

test('layers in a repeat with a wrong number of iterations are in the tree too', () => {
  const { graph } = compile(`${spec.replace('times: 2', 'times: many')}`);
  expect(graph && nodesIn(graph.body).length).toBe(graph?.nodes.length);
  expect(graph?.body.steps.map(({ type }) => type)).toContain('repeat');
});
