import { renderSpec } from '../../src/backends/spec/render-spec';
import { compile } from '../../src/compiler/compile';
import { messageOf } from '../../src/diagnostics/wording';
import { compareGraphs } from '../../src/diff/compare';
import { explainNode } from '../../src/explain/explain-node';
import type { TypedGraph } from '../../src/graph/typed-graph';
import { summarizeGraph } from '../../src/summary/summary';

function graphOf(text: string): TypedGraph {
  const { graph, ok, diagnostics } = compile(text);
  if (!graph || !ok) throw new Error(diagnostics.map(messageOf).join('\n'));
  return graph;
}

/** A head for training only, whose weights the main line uses too, in a block that has them. */
const SHARED = `modelc: 1
input: { height: 4, width: 4, channels: 3 }
blocks: { unit: { layers: [{ conv2d: { filters: 3, kernel: 1 } }, batch_norm] } }
allow: [layers/bias-before-norm]
layers:
  - side:
      layers: [{ use: unit, name: a }, global_avg_pool2d]
    name: head
    output: { train_only: true, loss_weight: 0.5 }
  - use: unit
    name: b
    weights: head/a
  - global_avg_pool2d
  - dense: { units: 2 }
`;
const APART = SHARED.replace('    weights: head/a\n', '');
const UNIT = 3 * 3 + 3 + 4 * 3;
const DENSE = 3 * 2 + 2;

test('a summary counts shared weights at their first use, and without auxiliary heads too', () => {
  const summary = summarizeGraph(graphOf(SHARED), 1);
  const rows = summary.nodes.filter(({ weightsOf, parameters }) => weightsOf !== null || parameters > 0);
  expect(rows.map(({ name, weightsOf, parameters }) => [name, weightsOf, parameters])).toEqual([
    ['head/a/conv2d', null, 12],
    ['head/a/batch_norm', null, 12],
    ['b/conv2d', 'head/a/conv2d', 0],
    ['b/batch_norm', 'head/a/batch_norm', 0],
    ['dense', null, 8],
  ]);
  expect(summary.blocks.map(({ name, sharesWeights, parameters }) => [name, sharesWeights, parameters])).toContainEqual(
    ['b', true, 0],
  );
  expect(summary.parameters.total).toBe(UNIT + DENSE);
  expect(summary.inference.parameters).toBe(UNIT + DENSE);
  expect(summary.conventions.trainable_without_auxiliary.parameters).toBe(UNIT - 6 + DENSE);
  expect(summary.memory?.weightBytes).toBe(4 * (UNIT + DENSE));
});

test('an explanation names the layers that share weights, and counts these once per scope', () => {
  const graph = graphOf(
    'modelc: 1\ninput: { features: 2 }\nblocks: { u: { layers: [{ dense: { units: 2 }, name: x }, relu, { dense: { units: 2 }, name: y, weights: x }] } }\nlayers: [{ use: u }]\n',
  );
  const formulas = (asked: string) => {
    const answer = explainNode(graph, asked);
    if ('message' in answer) throw new Error(answer.message);
    return [answer.answers[0]?.value, answer.steps.find(({ value }) => value > 0)?.formula];
  };
  expect(formulas('u.parameters')).toEqual([6, '2 x 2 (kernel) + 2 (bias), shared with `u/y`']);
  expect(formulas('u/y.parameters')).toEqual([6, '2 x 2 (kernel) + 2 (bias), shared with `u/x`']);
  expect(formulas('u.macs')).toEqual([8, '2 x 2 (kernel)']);
});

test('a graph with shared weights differs from one without', () => {
  const [shared, apart] = [graphOf(SHARED), graphOf(APART)];
  expect(compareGraphs(shared, shared).same).toBe(true);
  const { same, changed, totals } = compareGraphs(apart, shared);
  expect(same).toBe(false);
  expect(changed.flatMap(({ a, attributes }) => attributes.map((change) => [a.node, change]))).toEqual([
    ['b/conv2d', { attribute: 'weights', a: 'its own', b: 'those of head/a/conv2d' }],
    ['b/batch_norm', { attribute: 'weights', a: 'its own', b: 'those of head/a/batch_norm' }],
  ]);
  expect(totals.parameters).toMatchObject({ a: 2 * UNIT + DENSE, b: UNIT + DENSE });
});

test('a spec written out in full shares the same weights', () => {
  const graph = graphOf(SHARED);
  const text = renderSpec(graph);
  expect(text).toContain('weights: head_a_conv2d');
  const again = graphOf(`allow: [layers/bias-before-norm]\n${text}`);
  expect(compareGraphs(graph, again).same).toBe(true);
  expect(renderSpec(again)).toBe(text);
});
