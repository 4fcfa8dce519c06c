import '@tensorflow/tfjs-backend-cpu';
import type { Tensor, Tensor4D } from '@tensorflow/tfjs-core';
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

const product = (x: Tensor4D, w: Tensor4D) => tf.mul<Tensor4D>(x, w);

/** An operation whose gradient the backend needs for training, of an input `x` and a weight `w` of the same shape. */
const operations: readonly (readonly [string, (x: Tensor4D, w: Tensor4D) => Tensor])[] = [
  ['conv2d, same, stride 2', (x, w) => tf.conv2d(x, tf.slice(w, 0, [2, 3, 4, 4]), 2, 'same')],
  ['conv2d, same', (x, w) => tf.conv2d(x, tf.slice(w, 0, [3, 3, 4, 4]), 1, 'same')],
  [
    'conv2d in two groups',
    (x, w) =>
      tf.concat(
        tf.split<Tensor4D>(x, 2, 3).map((part) => tf.conv2d(part, tf.slice(w, 0, [3, 1, 2, 3]), 1, 'valid')),
        3,
      ),
  ],
  ['dense', (x, w) => tf.matMul(tf.reshape(x, [3, 192]), tf.reshape(tf.slice(w, 0, [1, 8, 6, 4]), [192, 1]))],
  ['bias', (x, w) => tf.add(x, tf.slice(tf.reshape(w, [-1]), 0, 4))],
  ['add', (x, w) => tf.add(x, w)],
  ['multiply', (x, w) => product(x, w)],
  ['subtract and divide', (x, w) => tf.div(tf.sub(x, w), tf.add(tf.square(w), 1))],
  ['relu', (x, w) => tf.relu(product(x, w))],
  ['leaky relu', (x, w) => tf.leakyRelu(product(x, w), 0.01)],
  ['elu', (x, w) => tf.elu(product(x, w))],
  ['sigmoid', (x, w) => tf.sigmoid(product(x, w))],
  ['tanh', (x, w) => tf.tanh(product(x, w))],
  ['softplus', (x, w) => tf.softplus(product(x, w))],
  ['softmax', (x, w) => tf.softmax(product(x, w))],
  ['max pool', (x, w) => tf.maxPool(product(x, w), 2, 2, 'valid')],
  ['max pool, same', (x, w) => tf.maxPool(product(x, w), 3, 2, 'same')],
  ['average pool', (x, w) => tf.avgPool(product(x, w), 3, 1, 'valid')],
  ['global average pool', (x, w) => tf.mean(product(x, w), [1, 2])],
  [
    'padding',
    (x, w) =>
      tf.pad<Tensor4D>(product(x, w), [
        [0, 0],
        [1, 2],
        [0, 1],
        [0, 0],
      ]),
  ],
  [
    'padding by minus infinity',
    (x, w) =>
      tf.maxPool(
        tf.pad(
          product(x, w),
          [
            [0, 0],
            [1, 1],
            [1, 1],
            [0, 0],
          ],
          -1e30,
        ),
        3,
        2,
        'valid',
      ),
  ],
  ['concat', (x, w) => tf.square(tf.concat([x, w, product(x, w)], 3))],
  ['slice', (x, w) => tf.slice(product(x, w), [0, 1, 1, 1], [3, 5, 4, 2])],
  ['transpose and reshape', (x, w) => tf.square(tf.reshape(tf.transpose(product(x, w), [0, 3, 1, 2]), [3, 192]))],
  [
    'batch norm',
    (x, w) => {
      const { mean, variance } = tf.moments(product(x, w), [0, 1, 2]);
      return tf.mul(tf.sub(product(x, w), mean), tf.rsqrt(tf.add(variance, 0.001)));
    },
  ],
  [
    'fused batch norm',
    (x, w) => tf.batchNorm(product(x, w), [0.1, 0.2, 0.3, 0.4], [1, 2, 3, 4], [0, 1, 0, 1], [1, 2, 1, 2], 0.001),
  ],
  ['standard deviation', (x, w) => tf.sqrt(tf.mean(tf.square(product(x, w)), [1, 2]))],
  ['exp and log', (x, w) => tf.log(tf.add(tf.exp(product(x, w)), 1))],
  ['power and absolute value', (x, w) => tf.pow(tf.add(tf.abs(product(x, w)), 1), 1.5)],
  ['where', (x, w) => tf.where(tf.greater(tf.tensor(numbers(x.size, 4), x.shape), 0), product(x, w), w)],
  ['maximum, minimum and clip', (x, w) => tf.clipByValue(tf.maximum(tf.minimum(x, w), tf.neg(x)), -0.5, 0.4)],
  ['local response normalisation', (x, w) => tf.localResponseNormalization(product(x, w), 2, 1, 0.5, 0.75)],
  ['error function', (x, w) => tf.erf(product(x, w))],
  ['fused conv2d', (x, w) => tf.fused.conv2d({ x, filter: tf.slice(w, 0, [3, 3, 4, 4]), strides: 2, pad: 'same' })],
  [
    'conv2d, padded by numbers',
    (x, w) =>
      tf.conv2d(
        x,
        tf.slice(w, 0, [3, 3, 4, 4]),
        [2, 1],
        [
          [0, 0],
          [1, 0],
          [2, 1],
          [0, 0],
        ],
        'NHWC',
        1,
        'floor',
      ),
  ],
  ['transposed convolution', (x, w) => tf.conv2dTranspose(x, tf.slice(w, 0, [3, 3, 2, 4]), [3, 16, 12, 2], 2, 'same')],
  ['tile', (x, w) => tf.tile(product(x, w), [1, 2, 1, 2])],
  [
    'space to batch',
    (x, w) =>
      tf.spaceToBatchND(
        product(x, w),
        [2, 2],
        [
          [0, 0],
          [0, 0],
        ],
      ),
  ],
  ['log softmax', (x, w) => tf.logSoftmax(product(x, w))],
  [
    'softmax cross-entropy',
    (x, w) =>
      tf.losses.softmaxCrossEntropy(
        tf.oneHot(tf.tensor1d([0, 3, 1], 'int32'), 4),
        tf.mean(product(x, w), [1, 2]) as never,
      ),
  ],
];

/** The gradients of a weighted sum of the operation's outputs, one array for each of x and w, on one backend. */
async function gradientsOn(backend: string, operation: (x: Tensor4D, w: Tensor4D) => Tensor): Promise<Float32Array[]> {
  await tf.setBackend(backend);
  const size = sizeOf(shapeOfInput);
  const [x, w] = [numbers(size, 1), numbers(size, 2)].map((data) => tf.tensor4d(data, shapeOfInput as never)) as [
    Tensor4D,
    Tensor4D,
  ];
  const loss = (x: Tensor4D, w: Tensor4D) => {
    const out = operation(x, w);
    return tf.sum(tf.mul(out, tf.tensor(numbers(out.size, 3), out.shape)));
  };
  const gradients = tf.grads(loss as never)([x, w]);
  return gradients.map((gradient) => gradient.dataSync() as Float32Array);
}

test.each(operations)('%s has the gradients that the cpu backend gives', async (_name, operation) => {
  const expected = await gradientsOn('cpu', operation);
  const actual = await gradientsOn('wasm', operation);
  expect(expected).toHaveLength(2);
  for (const [index, gradient] of actual.entries()) {
    expect(deviation(gradient, expected[index] as Float32Array)).toBeLessThan(2e-5);
  }
});
