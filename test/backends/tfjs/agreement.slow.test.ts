import type { LayersModel, Scalar, Tensor, Variable } from '@tensorflow/tfjs';
import { findLiveValues } from '../../../src/backends/source/live-values';
import { valuesOf } from '../../../src/dimensions/dimension';
import { createLiveModel, type LiveModel } from '../../../src/engines/eager/live-model';
import type { Tf } from '../../../src/engines/engine';
import { mainOutput, onlyInput } from '../../../src/graph/graph';
import { typingOf } from '../../../src/graph/typed-graph';
import { sumNodes, weightsOf } from '../../../src/graph/weights';
import { disagreements, tolerances } from '../../engines/eager/compare';
import { expectedOf, passAndBack, type Results, setWeights } from '../../engines/eager/run-fixture';
import { numbers, readInceptionFixture, readLayerFixtures } from '../../fixtures/pytorch/fixtures';
import { specs } from './specs';
import { emit, graphOf, load, loadEngine, type Tfjs } from './support';

jest.setTimeout(120_000);

let tf: Tfjs;
beforeAll(async () => {
  tf = await loadEngine();
});

/** A generated model in the form of a live one, so that both go through the same checks. */
function asLiveModel(model: LayersModel): LiveModel {
  // In tfjs, only the layers know whether they are trainable.
  for (const weight of model.nonTrainableWeights) (weight.read() as Variable).trainable = false;
  return {
    variables: new Map(model.weights.map((weight) => [weight.originalName, weight.read() as Variable])),
    forward: (inputs, { training }) => [model.apply(inputs[0] as Tensor, { training }) as Tensor],
    dispose: () => void model.dispose(),
  };
}

async function generate(spec: string): Promise<LiveModel> {
  return asLiveModel(load(await emit(spec), tf).createModel());
}

describe('agrees with PyTorch', () => {
  test.each(readLayerFixtures().map((fixture) => [fixture.name, fixture] as const))('%s', async (_name, fixture) => {
    const { input, layers, weights, training, upstream } = fixture;
    const spec = JSON.stringify({ modelc: 1, name: 'fixture', input: { shape: input.shape.slice(1) }, layers });
    const model = await generate(spec);
    setWeights(tf as unknown as Tf, model, weights);
    const score = (output: Tensor): Tensor => tf.sum(tf.mul(output, tf.tensor(numbers(upstream), [...upstream.shape])));
    const results = passAndBack(tf as unknown as Tf, model, input, training, score as never);
    const statistics = [...model.variables].filter(([, { trainable }]) => !trainable);
    const actual: Results = new Map([
      ...[...results].filter(([key]) => key !== 'loss'),
      ...statistics.map(([key, variable]) => [`statistic/${key}`, variable.dataSync()] as const),
    ]);
    expect(disagreements(actual, expectedOf(fixture), tolerances.layer)).toEqual([]);
    model.dispose();
  });

  test('the Inception net', async () => {
    const { input, labels, weights, expected } = readInceptionFixture();
    const model = await generate(specs['inception-mnist'] as string);
    setWeights(tf as unknown as Tf, model, weights);
    const score = (output: Tensor): Tensor => tf.losses.softmaxCrossEntropy(tf.oneHot([...labels], 10), output);
    const actual = passAndBack(tf as unknown as Tf, model, input, true, score as never);
    const wanted = new Map([...expected].map(([key, { values }]) => [key, values]));
    expect(disagreements(actual, wanted, tolerances.net)).toEqual([]);
  });
});

describe.each(Object.entries(specs))('%s', (_name, spec) => {
  test('the shapes, the weights and their count equal those of the graph', async () => {
    const graph = graphOf(spec);
    const model = load(await emit(spec), tf).createModel();
    const needed = findLiveValues(graph, graph.outputs).nodes;
    const nodes = graph.nodes.filter(({ id }) => needed.has(id));
    expect(model.outputs[0]?.shape).toEqual([null, ...valuesOf(typingOf(graph, mainOutput(graph).value).output)]);
    const wanted = nodes.flatMap(({ id }) => weightsOf(graph, id).map(({ key, spec }) => `${key} ${spec.shape}`));
    expect(model.weights.map((weight) => `${weight.originalName} ${weight.shape}`).sort()).toEqual(wanted.sort());
    expect(model.countParams()).toBe(sumNodes(graph, nodes).parameters);
    for (const { id, name } of nodes.filter((node) => weightsOf(graph, node.id).length > 0)) {
      const shape = [null, ...valuesOf(typingOf(graph, id).output)];
      expect([name, model.getLayer(name).outputShape]).toEqual([name, shape]);
    }
  });

  test('the output and the gradients equal those of the live model', async () => {
    const compared = await compareWithLive(spec, await emit(spec));
    expect(compared).toEqual([]);
  });
});

test('detects a wrong padding', async () => {
  const spec = specs.windows as string;
  const wrong = (await emit(spec)).replace('padding: [[0, 1], [1, 1]]', 'padding: [[1, 0], [1, 1]]');
  expect(await compareWithLive(spec, wrong)).not.toEqual([]);
});

/** The differences between a program and the live model with the same weights, all different from the initial ones. */
async function compareWithLive(spec: string, program: string): Promise<readonly string[]> {
  const graph = graphOf(spec);
  const live = createLiveModel(graph, tf as unknown as Tf, 7);
  const model = asLiveModel(load(program, tf).createModel());
  for (const [key, variable] of live.variables) {
    variable.assign(tf.add(variable as Tensor, tf.randomUniform([...variable.shape], 0.1, 0.5, 'float32', key.length)));
    model.variables.get(key)?.assign(variable as never);
  }
  const used = new Map([...live.variables].filter(([key]) => model.variables.has(key)));
  const input = { shape: [2, ...onlyInput(graph).shape], seed: 3 };
  const score = (output: Tensor): Tensor =>
    tf.mean(tf.mul(output, tf.randomNormal(output.shape, 0, 1, 'float32', 5))) as Scalar;
  const run = (of: LiveModel) => passAndBack(tf as unknown as Tf, of, input, false, score as never);
  return disagreements(run(model), run({ ...live, variables: used }), tolerances.net);
}
