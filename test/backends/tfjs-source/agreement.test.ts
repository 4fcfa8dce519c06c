import * as tf from '@tensorflow/tfjs';
import { createLiveModel, type LiveModel } from '../../../src/backends/tfjs-live/live-model';
import { valuesOf } from '../../../src/dimensions/dimension';
import { countParameters, type TypedGraph, typingOf } from '../../../src/graph/typed-graph';
import { specs } from './specs';
import { emit, graphOf, load } from './support';

beforeAll(() => tf.setBackend('cpu'));

/** The largest difference of two tensors, relative to the largest value of the first. */
function distance(wanted: tf.Tensor, found: tf.Tensor): number {
  expect(found.shape).toEqual(wanted.shape);
  const scale = Math.max(1e-3, tf.max(tf.abs(wanted)).dataSync()[0] ?? 0);
  return (tf.max(tf.abs(tf.sub(wanted, found))).dataSync()[0] ?? 0) / scale;
}

async function generate(spec: string): Promise<{ graph: TypedGraph; model: tf.LayersModel; live: LiveModel }> {
  const graph = graphOf(spec);
  const model = load(await emit(spec)).createModel();
  const live = createLiveModel(graph, tf as never, 7);
  // Statistics and biases away from where they start, so that what leaves them out is found.
  for (const [name, variable] of live.variables) {
    const noise = tf.randomUniform(variable.shape, 0.1, 0.5, 'float32', name.length);
    variable.assign(variable.add(noise));
  }
  for (const weight of model.weights) weight.write(live.variables.get(weight.originalName) as tf.Tensor);
  return { graph, model, live };
}

describe.each(Object.entries(specs))('%s', (_name, spec) => {
  test('the shape of the output, the weights and their count are those of the graph', async () => {
    const graph = graphOf(spec);
    const model = load(await emit(spec)).createModel();
    const typings = graph.nodes.map((node) => ({ name: node.name, ...typingOf(graph, node.id) }));
    expect(model.outputs[0]?.shape).toEqual([null, ...valuesOf(typingOf(graph, graph.output).output)]);
    const wanted = typings.flatMap(({ name, weights }) =>
      Object.entries(weights).map(([key, { shape }]) => `${name}/${key} ${shape}`),
    );
    expect(model.weights.map((weight) => `${weight.originalName} ${weight.shape}`).sort()).toEqual(wanted.sort());
    expect(model.countParams()).toBe(typings.reduce((sum, { weights }) => sum + countParameters(weights).total, 0));
    for (const { name, output } of typings.filter(({ weights }) => Object.keys(weights).length > 0)) {
      expect([name, model.getLayer(name).outputShape]).toEqual([name, [null, ...valuesOf(output)]]);
    }
  });

  test.each(modesOf(spec))('outputs and gradients are those of the live model in %s', async (mode) => {
    const training = mode === 'training';
    const { graph, model, live } = await generate(spec);
    const input = tf.randomNormal([graph.input.shape[0] === 28 ? 1 : 3, ...graph.input.shape], 0, 1, 'float32', 3);
    const wanted = differentiate(() => live.forward(input, { training, step: 0 }));
    const found = differentiate(() => model.apply(input, { training }) as tf.Tensor);
    expect(distance(wanted.output, found.output)).toBeLessThan(1e-4);

    const variableOf = ({ originalName }: tf.LayerVariable) => live.variables.get(originalName) as tf.Variable;
    const wrong = [
      ...model.trainableWeights
        .filter((weight) => !(gradientDistance(wanted.grads[variableOf(weight).name], found.grads[weight.name]) < 1e-4))
        .map(({ originalName }) => `gradient of ${originalName}`),
      ...model.weights
        .filter((weight) => !(distance(variableOf(weight), weight.read()) < 1e-4))
        .map(({ originalName }) => `value of ${originalName}`),
    ];
    expect(wrong).toEqual([]);
  });
});

/** Modes differ where batch_norm is; masks of dropout are random, so training with it can't be compared. */
function modesOf(spec: string): string[] {
  return spec.includes('batch_norm') ? ['inference', 'training'] : ['inference'];
}

/** The output of a model, and the gradients of a mean of it in which every value has another share. */
function differentiate(forward: () => tf.Tensor): { output: tf.Tensor; grads: tf.NamedTensorMap } {
  let output = tf.scalar(0) as tf.Tensor;
  const { grads } = tf.variableGrads(() => {
    output = tf.keep(forward());
    return tf.mean(tf.mul(output, tf.randomNormal(output.shape, 0, 1, 'float32', 5))) as tf.Scalar;
  });
  return { output, grads };
}

function gradientDistance(wanted: tf.Tensor | undefined, found: tf.Tensor | undefined): number {
  return wanted && found ? distance(wanted, found) : Number.POSITIVE_INFINITY;
}

test('a wrong padding would be seen', async () => {
  const spec = specs.windows as string;
  const { graph, live } = await generate(spec);
  const text = (await emit(spec)).replace('padding: [[0, 1], [1, 1]]', 'padding: [[1, 0], [1, 1]]');
  const model = load(text).createModel();
  for (const weight of model.weights) weight.write(live.variables.get(weight.originalName) as tf.Tensor);
  const input = tf.randomNormal([2, ...graph.input.shape], 0, 1, 'float32', 3);
  const mode = { training: false, step: 0 };
  expect(distance(live.forward(input, mode), model.predict(input) as tf.Tensor)).toBeGreaterThan(1e-2);
});
