import '@tensorflow/tfjs-backend-cpu';
import type { KernelBackend, Scalar, Tensor, Tensor2D, Tensor4D, Variable } from '@tensorflow/tfjs-core';
import type { Tf } from '../../../src/engines/engine';
import { deviation, numbers, sizeOf, wasmEngine } from './support';

let tf: Tf;
beforeAll(async () => {
  tf = (await wasmEngine()).tf;
});
afterEach(async () => {
  await tf.setBackend('wasm');
});

const shapeOfInput = [3, 8, 6, 4];

/** A small net with a branch; its variables are created on the current backend. */
function smallNet() {
  const variable = (seed: number, shape: number[]) => tf.variable(tf.tensor(numbers(sizeOf(shape), seed), shape));
  const [first, narrow, wide, dense, bias] = [
    variable(1, [3, 3, 2, 6]),
    variable(2, [1, 1, 6, 4]),
    variable(3, [5, 5, 6, 3]),
    variable(4, [7 * 5 * 5, 4]),
    variable(5, [6]),
  ];
  const loss = (images: Tensor4D, labels: Tensor) => {
    const stem = tf.relu(tf.add(tf.conv2d(images, first as Tensor4D, 2, 'same'), bias as Tensor)) as Tensor4D;
    const joined = tf.concat(
      [tf.conv2d(stem, narrow as Tensor4D, 1, 'valid'), tf.conv2d(stem, wide as Tensor4D, 1, 'same')],
      3,
    );
    const logits = tf.matMul(tf.reshape(joined, [images.shape[0], -1]), dense as Tensor2D);
    return tf.losses.softmaxCrossEntropy(labels, logits) as Scalar;
  };
  return { variables: [first, narrow, wide, dense, bias] as Variable[], loss };
}

function batchOf(seed: number): [Tensor4D, Tensor] {
  return [tf.tensor4d(numbers(4 * 10 * 9 * 2, seed), [4, 10, 9, 2]), tf.oneHot(tf.tensor1d([0, 3, 1, 2], 'int32'), 4)];
}

test('the variables of a net have the gradients of the cpu backend', async () => {
  const results: Float32Array[][] = [];
  for (const backend of ['cpu', 'wasm']) {
    await tf.setBackend(backend);
    const { variables, loss } = smallNet();
    const { grads } = tf.variableGrads(() => loss(...batchOf(9)), variables);
    results.push(variables.map(({ name }) => grads[name]?.dataSync() as Float32Array));
  }
  const [expected = [], actual = []] = results;
  expect(actual).toHaveLength(5);
  for (const [index, gradient] of actual.entries()) {
    expect(deviation(gradient, expected[index] as Float32Array)).toBeLessThan(2e-5);
  }
});

test('training steps leak no tensors and no backend memory, and reduce the loss', () => {
  const { variables, loss } = smallNet();
  const optimizer = tf.train.momentum(0.01, 0.9);
  const step = () =>
    tf.tidy(() => {
      const { value, grads } = tf.variableGrads(() => loss(...batchOf(9)), variables);
      optimizer.applyGradients(grads as Record<string, Variable>); // as tfjs's own minimize does
      return value.dataSync()[0] as number;
    });
  const first = step();
  const held = () => [tf.memory().numTensors, tf.memory().numBytes, (tf.backend() as KernelBackend).numDataIds()];
  const before = held();
  let last = first;
  for (let i = 0; i < 20; i++) last = step();
  expect(held()).toEqual(before);
  expect(last).toBeLessThan(first / 2);
});

test.each([
  [
    'convolution, same, stride 2',
    (x: Tensor4D) => tf.conv2d(x, tf.tensor4d(numbers(5 * 4 * 4 * 3, 7), [5, 4, 4, 3]), 2, 'same'),
  ],
  ['average pool, same: padded cells do not count', (x: Tensor4D) => tf.avgPool(x, 3, 2, 'same')],
])('%s: the gradient is the slope of the forward pass', (_name, layer) => {
  const data = numbers(sizeOf(shapeOfInput), 1);
  const loss = (x: Tensor4D) => {
    const out = layer(x);
    return tf.sum(tf.mul(out, tf.tensor(numbers(out.size, 3), out.shape)));
  };
  const gradient = tf
    .grad(loss as never)(tf.tensor(data, shapeOfInput))
    .dataSync();
  const lossAt = (index: number, value: number) =>
    tf.tidy(() => loss(tf.tensor4d(data.with(index, value), shapeOfInput as never)).dataSync()[0] as number);
  const indices = [0, 3, 20, 77, 150, 191, 192, 400, 575];
  const slopes = indices.map((index) => (lossAt(index, 1) - lossAt(index, -1)) / 2); // both layers are linear: any step will do
  expect(
    deviation(
      indices.map((index) => gradient[index] as number),
      slopes,
    ),
  ).toBeLessThan(1e-4);
});
