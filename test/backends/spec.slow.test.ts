import { renderSpec } from '../../src/backends/spec/render-spec';
import { type Compilation, compile } from '../../src/compiler/compile';
import { compareGraphs } from '../../src/diff/compare';
import type { TypedGraph } from '../../src/graph/typed-graph';
import { summarizeGraph } from '../../src/summary/summary';
import { compileShipped, shippedSpecs } from '../support/shipped-specs';
import { withSizes } from '../support/sized-nets';
import { structuredNet, textOf } from '../support/structured-nets';
import { Random } from '../targets/random';
import { randomNet } from '../targets/random-spec';
import { specs } from './tfjs/specs';

function soundGraph({ graph, diagnostics }: Compilation): TypedGraph {
  expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  if (!graph) throw new Error('no graph');
  return graph;
}

const graphOf = (text: string): TypedGraph => soundGraph(compile(text));

/** What must be preserved: the totals, and everything except the name of every node; without layers that only pass an output on. */
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
    // An output is declared at its layer, so the order of outputs may differ.
    outputs: outputs
      .map(({ shape, lossWeight, trainOnly, main }) => JSON.stringify({ shape, lossWeight, trainOnly, main }))
      .sort(),
    nodes: kept.map(({ kind, output, parameters: count, receptiveField }) => ({ kind, output, count, receptiveField })),
  };
}

function expectFaithful(graph: TypedGraph): void {
  const rendered = renderSpec(graph);
  const again = graphOf(rendered);
  expect(essence(again)).toEqual(essence(graph));
  // A join of one value is written as a branch with one empty path.
  const written = again.body.steps.map(({ type }) => type);
  expect(written.filter((type) => type === 'use' || type === 'repeat')).toEqual([]);
  expect(renderSpec(again)).toBe(rendered);
}

test.each(Object.entries(specs))('%s means the same when it is written out', (_name, text) =>
  expectFaithful(graphOf(text)),
);

test.each(shippedSpecs)('%s means the same when it is written out', (file) =>
  expectFaithful(soundGraph(compileShipped(file))),
);

test('a single output keeps its name and its weight', () => {
  const text = `modelc: 1
name: scored
input: { features: 4 }
layers:
  - dense: { units: 3 }
    output: { name: scores, loss_weight: 0.5 }
`;
  expectFaithful(graphOf(text));
  expect(graphOf(renderSpec(graphOf(text))).outputs[0]).toMatchObject({ name: 'scores', lossWeight: 0.5 });
  expect(renderSpec(graphOf(text.replace(/ *output.*\n/, '')))).not.toContain('output');
});

test.each(Array.from({ length: 60 }, (_, index) => index + 1))(
  'the random net of seed %i means the same when it is written out',
  (seed) => expectFaithful(graphOf(JSON.stringify(randomNet(seed).spec))),
);

test.each(Array.from({ length: 60 }, (_, seed) => seed))(
  'the net of seed %i, as people design them, means the same when it is written out',
  (seed) => {
    const { spec, graph } = structuredNet(seed);
    expectFaithful(graph);
    expect(compareGraphs(graphOf(textOf(spec, seed)), graphOf(renderSpec(graph))).same).toBe(true);
  },
);

test.each(Array.from({ length: 30 }, (_, seed) => seed))(
  'the net of seed %i, with expressions over sizes, means the same when it is written out',
  (seed) => {
    const { spec, graph } = structuredNet(seed);
    const sized = graphOf(textOf(withSizes(spec, graph, new Random(seed)), seed));
    expectFaithful(sized);
    expect(renderSpec(sized)).toBe(renderSpec(graph));
  },
);

test('negative control: another stride is not the same', () => {
  const { graph } = structuredNet(0);
  const rendered = renderSpec(graph);
  const changed = rendered.replace(/kernel: 3,/, 'kernel: 3, dilation: 2,');
  expect(changed).not.toBe(rendered);
  const other = compile(changed).graph;
  expect(other && compareGraphs(graph, other).same).toBe(false);
});

test('it reads like handwritten code', () => {
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
