import fs from 'node:fs';
import path from 'node:path';
import { renderSpec } from '../../src/backends/spec/render-spec';
import { compile } from '../../src/compiler/compile';
import type { TypedGraph } from '../../src/graph/typed-graph';
import { summarizeGraph } from '../../src/summary/summary';
import { randomNet } from '../targets/random-spec';
import { specs } from './tfjs-source/specs';

const shipped = path.join(__dirname, '../../specs');
const files = fs.readdirSync(shipped).filter((file) => file.endsWith('.yaml'));
const all = new Map([
  ...Object.entries(specs),
  ...files.map((file) => [file, fs.readFileSync(path.join(shipped, file), 'utf8')] as const),
]);

function graphOf(text: string): TypedGraph {
  const { graph, diagnostics } = compile(text);
  expect(diagnostics).toEqual([]);
  if (!graph) throw new Error('no graph');
  return graph;
}

/** What must stay: the totals, and of every node all but its name; layers that only pass an output on are left out. */
function essence(graph: TypedGraph) {
  const { parameters, macs, inference, nodes, outputs } = summarizeGraph(graph);
  const passing = graph.nodes.filter(
    ({ kind, attributes }) => kind === 'scale' && attributes && 'factor' in attributes && attributes.factor === 1,
  );
  const names = new Set(passing.map(({ name }) => name));
  const kept = nodes.filter(({ name }) => !names.has(name));
  return {
    parameters,
    macs,
    inference,
    train: graph.train,
    inputs: graph.inputs.map(({ name, shape, preprocess }) => ({ name, shape, preprocess })),
    // An output stands at the layer that makes it: their order may be another one.
    outputs: outputs
      .map(({ shape, lossWeight, trainOnly, main }) => JSON.stringify({ shape, lossWeight, trainOnly, main }))
      .sort(),
    nodes: kept.map(({ kind, output, parameters: count, receptiveField }) => ({ kind, output, count, receptiveField })),
  };
}

function expectFaithful(text: string): void {
  const graph = graphOf(text);
  const rendered = renderSpec(graph);
  const again = graphOf(rendered);
  expect(essence(again)).toEqual(essence(graph));
  expect(again.body.steps.every(({ type }) => type === 'node')).toBe(true);
  expect(renderSpec(again)).toBe(rendered);
}

test.each([...all])('%s means the same when it is written out', (_name, text) => expectFaithful(text));

test('so do random nets', () => {
  for (let seed = 1; seed <= 60; seed++) expectFaithful(JSON.stringify(randomNet(seed).spec));
});

test('it reads as a person would write it', () => {
  const text =
    'modelc: 1\nname: "a: b # c"\ninput: { height: 8, width: 8, channels: 3 }\nblocks: { unit: { params: { n: 4 }, layers: [{ conv2d: { filters: "${n}", kernel: 3, padding: 1 } }, relu] } }\nlayers: [{ use: unit, name: a }, { branch: { x: [{ use: unit }], y: [] } }, add]\n';
  expect(renderSpec(graphOf(text))).toBe(`modelc: 1
name: "a: b # c"
input: { height: 8, width: 8, channels: 3 }
layers:
  - conv2d: { filters: 4, kernel: 3, padding: 1 }
    name: a_conv2d
  - relu: {}
    name: a_relu
  - conv2d: { filters: 4, kernel: 3, padding: 1 }
    name: x_unit_conv2d
  - relu: {}
    name: x_unit_relu
  - add: {}
    name: add
    from: [ x_unit_relu, a_relu ]
`);
});
