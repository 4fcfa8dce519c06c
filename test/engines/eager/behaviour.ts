import { readFileSync } from 'node:fs';
import type { Tensor } from '@tensorflow/tfjs-core';
import { createLiveModel, type LiveModel } from '../../../src/engines/eager/live-model';
import { dropoutMask } from '../../../src/engines/eager/rows/dropout';
import type { Tf } from '../../../src/engines/engine';
import { initialWeights } from '../../../src/tensors/initial-weights';
import { streamOf } from '../../../src/tensors/random/stream';
import { numbers } from '../../fixtures/pytorch/fixtures';
import { forwardOne } from '../../support/forward-one';
import { graphOf, graphOfLayers, passAndBack, tensorOf } from './run-fixture';

const inference = { training: false, step: 0 };
const images = { shape: [3, 28, 28, 1], seed: 1 };
const inception = () => graphOf(readFileSync('specs/inception-mnist.yaml', 'utf8'));
/** Layers of every sort that could leak tensors. */
const everything = [
  { conv2d: { filters: 4, kernel: 3, dilation: 2, padding: 2 }, name: 'c' },
  { batch_norm: {}, name: 'n' },
  'relu',
  { max_pool2d: { kernel: 2, padding: 1 } },
  { avg_pool2d: { kernel: 3, stride: 2, padding: [0, 1, 2, 0], count_include_pad: false } },
  { branch: { p: [], q: ['tanh', { conv2d: { filters: 4, kernel: 1, groups: 2 } }], r: [{ dropout: { rate: 0.2 } }] } },
  'add',
  { branch: { only: [] } },
  'concat',
  'flatten',
  { dense: { units: 3 }, name: 'f' },
];

/** What PyTorch cannot verify: randomness, memory, and several models at a time. */
export function describeBehaviour(tfOf: () => Tf): void {
  describe('dropout', () => {
    const input = { shape: [4, 50], seed: 1, offset: 3 };
    const layers = [{ dropout: { rate: 0.3 }, name: 'd' }];
    const outputOf = (seed: number, step: number) =>
      withModel(tfOf(), layers, input.shape, seed, (tf, model) =>
        tf.tidy(() => forwardOne(model, tensorOf(tf, input), { training: true, step }).dataSync()),
      );

    test('drops by a mask from seed, step and name, and scales the rest', () => {
      const mask = dropoutMask(200, 0.3, streamOf(7, 'd', 5));
      const expected = numbers(input).map((value, index) => value * (mask[index] as number));
      expect(Array.from(outputOf(7, 5))).toEqual(Array.from(expected, (value) => expect.closeTo(value, 5)));
    });

    test.each([
      ['seed', 8, 5],
      ['step', 7, 6],
    ])('another %s gives another mask', (_what, seed, step) => {
      expect(outputOf(seed, step)).not.toEqual(outputOf(7, 5));
    });

    test('passes the gradient where it passed the value', () => {
      const results = withModel(tfOf(), layers, input.shape, 7, (tf, model) =>
        passAndBack(tf, model, input, true, (output) => tf.sum(output)),
      );
      expect(results.get('gradient/input')).toEqual(dropoutMask(200, 0.3, streamOf(7, 'd', 0)));
    });
  });

  describe('drop_path', () => {
    const input = { shape: [8, 3, 2, 2], seed: 1, offset: 3 };
    const layers = [{ drop_path: { rate: 0.3 }, name: 'd' }];
    const mask = (step: number): readonly number[] =>
      Array.from(dropoutMask(8, 0.3, streamOf(7, 'd', step))).flatMap((factor) => new Array<number>(12).fill(factor));

    test('drops whole samples by a mask from seed, step and name, and scales the rest', () => {
      const output = withModel(tfOf(), layers, input.shape, 7, (tf, model) =>
        tf.tidy(() => forwardOne(model, tensorOf(tf, input), { training: true, step: 5 }).dataSync()),
      );
      const expected = numbers(input).map((value, index) => value * (mask(5)[index] as number));
      expect(Array.from(output)).toEqual(Array.from(expected, (value) => expect.closeTo(value, 5)));
      expect(new Set(mask(5)).size).toBe(2);
    });

    test('passes the gradient where it passed the value', () => {
      const results = withModel(tfOf(), layers, input.shape, 7, (tf, model) =>
        passAndBack(tf, model, input, true, (output) => tf.sum(output)),
      );
      expect(Array.from(results.get('gradient/input') ?? [])).toEqual(mask(0));
    });
  });

  test('batch_norm of one value per channel returns beta, and a variance of 0', () => {
    withModel(tfOf(), [{ batch_norm: { momentum: 0.5 }, name: 'n' }], [1, 2], 1, (tf, model) => {
      const output = tf.tidy(() => forwardOne(model, tf.tensor2d([[3, -4]]), { training: true, step: 0 }).dataSync());
      expect(Array.from(output)).toEqual([0, 0]);
      expect(Array.from(model.variables.get('n/moving_mean')?.dataSync() ?? [])).toEqual([1.5, -2]);
      expect(Array.from(model.variables.get('n/moving_variance')?.dataSync() ?? [])).toEqual([0.5, 0.5]);
    });
  });

  test('starts from the initial weights of the seed', () => {
    const graph = inception();
    const model = createLiveModel(graph, tfOf(), 3);
    const values = [...model.variables].map(([key, variable]) => [key, variable.dataSync()]);
    expect(values).toEqual([...initialWeights(graph, 3)].map(([key, weight]) => [key, weight.values]));
    model.dispose();
  });

  test('two models can coexist, and batch sizes can differ', () => {
    const tf = tfOf();
    const graph = inception();
    const [left, right] = [createLiveModel(graph, tf, 3), createLiveModel(graph, tf, 3)];
    const outputs = tf.tidy(() => {
      const input = tensorOf(tf, images);
      const last = tf.slice(input, 2, 1);
      return [
        tf.slice(forwardOne(left, input, inference), 2, 1).dataSync(),
        forwardOne(right, last, inference).dataSync(),
      ];
    });
    expect(Array.from(outputs[0] ?? [])).toEqual(Array.from(outputs[1] ?? [], (value) => expect.closeTo(value, 4)));
    left.dispose();
    right.dispose();
  });

  test('neither steps nor the model leak tensors', () => {
    const tf = tfOf();
    const input = { shape: [2, 8, 8, 2], seed: 1 };
    const before = tf.memory().numTensors;
    withModel(tf, everything, input.shape, 1, (_tf, model) => {
      const alive = tf.memory().numTensors;
      for (let step = 0; step < 3; step++) {
        passAndBack(tf, model, input, true, (output) => tf.sum(output));
        tf.tidy(() => void forwardOne(model, tensorOf(tf, input), inference));
        expect(tf.memory().numTensors).toBe(alive);
      }
    });
    expect(tf.memory().numTensors).toBe(before);
  });

  test('the result of a pass belongs to the caller, even if it equals the input', () => {
    const tf = tfOf();
    withModel(tf, [{ branch: { only: [] } }, 'add'], [2, 3], 1, (_tf, model) => {
      const input: Tensor = tensorOf(tf, { shape: [2, 3], seed: 1 });
      const before = tf.memory().numTensors;
      const output = forwardOne(model, input, inference);
      const values = output.dataSync();
      output.dispose();
      expect(input.dataSync()).toEqual(values);
      expect(tf.memory().numTensors).toBe(before);
      input.dispose();
    });
  });
}

function withModel<T>(
  tf: Tf,
  layers: readonly unknown[],
  shape: readonly number[],
  seed: number,
  use: (tf: Tf, model: LiveModel) => T,
): T {
  const model = createLiveModel(graphOfLayers(layers, shape), tf, seed);
  try {
    return use(tf, model);
  } finally {
    model.dispose();
  }
}
