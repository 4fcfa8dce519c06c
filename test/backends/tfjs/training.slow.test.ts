import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { LayersModel, Tensor } from '@tensorflow/tfjs';
import { createEagerTrainer } from '../../../src/engines/eager/eager-trainer';
import type { Engine } from '../../../src/engines/engine';
import type { TrainSettings } from '../../../src/schema/train';
import { readSafetensors } from '../../../src/tensors/safetensors/read-safetensors';
import { writeSafetensors } from '../../../src/tensors/safetensors/write-safetensors';
import { learningRateAt } from '../../../src/training/schedules/schedules';
import { startFrom } from '../../training/loop/support';
import { specs, trainingSpecs } from './specs';
import { emit, graphOf, load, loadEngine, type Tfjs } from './support';

jest.setTimeout(120_000);

const COUNT = 12;
const STEPS = 4;
const images = Uint8Array.from({ length: COUNT * 784 }, (_, index) => (index * index * 31 + index * 7) % 256);
const labels = Uint8Array.from({ length: COUNT }, (_, index) => index % 10);

let tf: Tfjs;
let folder: string;

beforeAll(async () => {
  jest.spyOn(console, 'log').mockImplementation(() => {});
  tf = await loadEngine();
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'modelc-generated-'));
  for (const split of ['train', 't10k']) {
    fs.writeFileSync(path.join(folder, `${split}-images-idx3-ubyte`), idx([COUNT, 28, 28], images));
    fs.writeFileSync(path.join(folder, `${split}-labels-idx1-ubyte`), idx([COUNT], labels));
  }
});

afterAll(() => fs.rmSync(folder, { recursive: true }));

function idx(shape: readonly number[], bytes: Uint8Array): Buffer {
  const header = Buffer.alloc(4 + 4 * shape.length);
  header.writeUInt32BE(0x0800 + shape.length);
  shape.forEach((size, axis) => {
    header.writeUInt32BE(size, 4 + 4 * axis);
  });
  return Buffer.concat([header, bytes]);
}

function weightsOf(model: LayersModel): Map<string, { shape: number[]; values: Float32Array }> {
  return new Map(
    model.weights.map((weight) => {
      const tensor = weight.read();
      return [weight.originalName, { shape: tensor.shape, values: Float32Array.from(tensor.dataSync()) }];
    }),
  );
}

/** How much the weights differ from modelc's own training with the same start and all samples in each step. */
async function distanceFromTrainer(spec: string, program: string): Promise<number> {
  const graph = graphOf(spec);
  const settings = graph.train as TrainSettings;
  const { optimizer, schedule } = settings;
  const generated = load(program, tf);
  const trainer = createEagerTrainer(graph, { name: 'tensorflow', tf, description: '' } as unknown as Engine, settings);
  await startFrom(trainer, weightsOf(generated.train(folder, { epochs: 0 })));
  for (let step = 0; step < STEPS; step++) {
    const rate = learningRateAt(schedule, step, { totalSteps: STEPS, stepsPerEpoch: 1 }, optimizer.learning_rate);
    await trainer.train({ images, labels, count: COUNT }, rate);
  }
  const wanted = await trainer.weights();
  trainer.dispose();
  const found = weightsOf(generated.train(folder, { epochs: STEPS, batchSize: COUNT }));
  expect([...found.keys()].sort()).toEqual([...wanted.keys()].sort());
  const differences = [...wanted].flatMap(([name, { values }]) =>
    Array.from(values, (value, index) => Math.abs(value - (found.get(name)?.values[index] ?? Number.NaN))),
  );
  return differences.reduce((most, difference) => Math.max(most, difference), 0);
}

describe('train takes the same steps as modelc', () => {
  test.each(Object.entries(trainingSpecs))('%s', async (_name, spec) => {
    expect(await distanceFromTrainer(spec, await emit(spec))).toBeLessThan(1e-5);
  });

  test.each([
    ['without momentum', 'sgd-decay', '0.9', '0.0'],
    ['at another rate', 'sgd-decay', 'learningRate * rateAt', '2 * learningRate * rateAt'],
    ['without weight decay', 'sgd-decay', 'grads, 0.0005', 'grads, 0'],
    ['with another epsilon', 'adam', '1e-8', '1e-3'],
    ['with a shorter rise', 'adam-cosine', '0.1 * steps', '0.5 * steps'],
    ['without smoothing', 'adamw-one-cycle', ', undefined, 0.1', ''],
    ['without the decay of AdamW', 'adamw-one-cycle', 'weightDecay: 0.3', 'weightDecay: 0'],
    ['with a longer rise', 'adamw-one-cycle', '0.5 * steps - 1', '0.9 * steps - 1'],
    ['with epsilon inside the root', 'rmsprop-step', 'squares.sqrt()', 'squares.add(0.01).sqrt().sub(0.1)'],
    ['without the momentum of RMSProp', 'rmsprop-step', 'momentum: 0.9', 'momentum: 0'],
    ['without a bound by norm', 'rmsprop-step', 'clipByNorm(grads, 0.3)', 'clipByNorm(grads, 1e9)'],
    ['without a bound by value', 'rmsprop-constant', 'clipByValue(grads, 0.004)', 'clipByValue(grads, 1)'],
    ['with another loss', 'rmsprop-constant', 'sigmoidCrossEntropy', 'meanSquaredError'],
    ['with other stairs', 'sgd-step', '0.5 ** ', '0.9 ** '],
  ])('and %s other ones', async (_name, name, from, to) => {
    const spec = trainingSpecs[name] as string;
    const program = await emit(spec);
    expect(program).toContain(from);
    expect(await distanceFromTrainer(spec, program.replace(from, to))).toBeGreaterThan(1e-5);
  });
});

describe('a run can be repeated, and another seed gives another one', () => {
  const random = [
    '{ dense: { units: 4, kernel_initializer: he_uniform } }',
    '{ reshape: { shape: [28, 28, 1] } }, { depthwise_conv2d: { kernel: 3 } }, flatten',
    '{ dropout: { rate: 0.5 } }',
    '{ drop_path: { rate: 0.5 } }',
  ];

  const specWith = (layer: string): string => `modelc: 1
input: { height: 28, width: 28, channels: 1 }
layers: [flatten, ${layer}, { dense: { units: 10, kernel_initializer: zeros } }]
train: { dataset: mnist, optimizer: { sgd: { learning_rate: 0.1 } }, epochs: 2, batch_size: 5 }
`;

  test.each(random)('%s', async (layer) => {
    const { train } = load(await emit(specWith(layer)), tf);
    // One batch in each epoch, so that the order of the samples has no effect.
    const run = (seed: number) => weightsOf(train(folder, { batchSize: COUNT, seed })).get('dense/kernel')?.values;
    expect(run(3)).toEqual(run(3));
    expect(run(3)).not.toEqual(run(4));
  });

  test('dropout draws another mask in each step', async () => {
    const { train } = load(await emit(specWith('{ dropout: { rate: 0.5 } }')), tf);
    const model = train(folder, { epochs: 0 });
    const dropout = model.getLayer(null as never, 2);
    const mask = () => String((dropout.call(tf.ones([1, 784]), { training: true }) as Tensor).dataSync());
    expect(mask()).not.toBe(mask());
  });
});

test('training can start from a model', async () => {
  const { train } = load(await emit(trainingSpecs.adam as string), tf);
  const first = train(folder, { epochs: 1 });
  const before = weightsOf(first);
  expect(weightsOf(train(folder, { epochs: 0, model: first }))).toEqual(before);
});

describe('weights', () => {
  test('survive a round trip through a file that modelc reads', async () => {
    const { createModel, saveWeights, loadWeights } = load(await emit(specs['inception-mnist'] as string), tf);
    const file = path.join(folder, 'weights.safetensors');
    const [first, second] = [createModel(), createModel()];
    saveWeights(first, file);
    loadWeights(second, file);
    expect(weightsOf(second)).toEqual(weightsOf(first));
    const read = readSafetensors(file);
    expect(read.ok && new Map(read.weights.tensors)).toEqual(weightsOf(first));
  });

  test('written by modelc are read', async () => {
    const { createModel, loadWeights } = load(await emit(trainingSpecs.adam as string), tf);
    const file = path.join(folder, 'from-modelc.safetensors');
    const model = createModel();
    const tensors = new Map(
      [...weightsOf(model)].map(([name, { shape, values }]) => [name, { shape, values: values.map((v) => v + 1) }]),
    );
    writeSafetensors(file, { tensors, metadata: new Map([['note', 'made by hand']]) });
    loadWeights(model, file);
    expect(weightsOf(model)).toEqual(tensors);
  });

  test('of another model are rejected, naming the first missing one', async () => {
    const { createModel, saveWeights } = load(await emit(trainingSpecs.adam as string), tf);
    const file = path.join(folder, 'other.safetensors');
    saveWeights(createModel(), file);
    const inception = load(await emit(specs['inception-mnist'] as string), tf);
    expect(() => inception.loadWeights(inception.createModel(), file)).toThrow(
      'has no weight conv1/kernel of 32-bit floats and shape [5,5,1,10]',
    );
  });
});

test.each(['windows', 'convolutions', 'elementwise'])('the layers of %s work in fit', async (name) => {
  const model = load(await emit(specs[name] as string), tf).createModel();
  const before = weightsOf(model);
  const input = tf.randomNormal([4, 8, 6, 4], 0, 1, 'float32', 1);
  const output = tf.ones([4, ...((model.outputs[0]?.shape.slice(1) ?? []) as number[])]);
  model.compile({ optimizer: 'sgd', loss: 'meanSquaredError' });
  const { history } = await model.fit(input, output, { epochs: 2, batchSize: 2, verbose: 0 });
  expect(history.loss?.every((loss) => Number.isFinite(loss))).toBe(true);
  const unmoved = [...weightsOf(model)].filter(
    ([key, { values }]) => String(values) === String(before.get(key)?.values),
  );
  expect(unmoved.map(([key]) => key)).toEqual([]);
});

test('training leaves only the tensors of the model and the state of its optimizer', async () => {
  const { train } = load(await emit(trainingSpecs.adam as string), tf);
  const count = (epochs: number): number => {
    const before = tf.memory().numTensors;
    train(folder, { epochs, batchSize: 5 });
    return tf.memory().numTensors - before;
  };
  expect(count(3)).toBe(count(1));
});

test('predict returns the probability of each class', async () => {
  const { createModel, predict, preprocess } = load(await emit(specs['inception-mnist'] as string), tf);
  const model = createModel();
  const pixels = tf.tensor(Array.from(images), [COUNT, 28, 28, 1]);
  const scores = model.predict(preprocess(pixels)) as Tensor;
  expect(Array.from(predict(model, pixels).dataSync())).toEqual(Array.from(tf.softmax(scores).dataSync()));
});

test('preprocess works per channel', async () => {
  const { preprocess } = load(await emit(specs.colours as string), tf);
  const pixels = tf.tensor([0, 51, 255], [1, 1, 1, 3]);
  const wanted = [(0 - 0.4) / 0.2, (0.2 - 0.5) / 0.25, (1 - 0.6) / 0.3];
  Array.from(preprocess(pixels).dataSync()).forEach((value, channel) => {
    expect(value).toBeCloseTo(wanted[channel] as number, 5);
  });
});
