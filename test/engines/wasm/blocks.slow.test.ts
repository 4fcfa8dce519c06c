import type { Tf } from '../../../src/engines/engine';
import { deviation, numbers, sizeOf, tolerance, wasmEngine, withoutLeaks } from './support';

let tf: Tf;
beforeAll(async () => {
  tf = (await wasmEngine()).tf;
});

/** Every index of a shape, in row order. */
function indicesOf(shape: readonly number[]): number[][] {
  return shape.reduce<number[][]>(
    (prefixes, size) => prefixes.flatMap((prefix) => Array.from({ length: size }, (_, i) => [...prefix, i])),
    [[]],
  );
}

function offsetOf(shape: readonly number[], index: readonly number[]): number {
  return shape.reduce((offset, size, axis) => offset * size + (index[axis] as number), 0);
}

function block(data: Float32Array, shape: readonly number[], begin: readonly number[], size: readonly number[]) {
  return indicesOf(size).map(
    (index) =>
      data[
        offsetOf(
          shape,
          index.map((i, axis) => i + (begin[axis] as number)),
        )
      ] as number,
  );
}

test.each([
  ['rank 1', [9], [2], [4]],
  ['the last axis', [2, 3, 4, 5], [0, 0, 0, 1], [2, 3, 4, 3]],
  ['rows and columns', [2, 5, 6, 3], [0, 1, 2, 0], [2, 3, 4, 3]],
  ['every axis', [3, 4, 5, 6], [1, 1, 1, 1], [2, 2, 3, 4]],
  ['the first axis, in one piece', [5, 4, 3], [2, 0, 0], [2, 4, 3]],
  ['all of it', [3, 4], [0, 0], [3, 4]],
  ['long runs', [3, 200], [1, 50], [2, 130]],
  ['nothing', [3, 4], [1, 1], [0, 2]],
  ['rank 5', [2, 3, 2, 3, 2], [0, 1, 0, 1, 0], [2, 2, 2, 2, 1]],
])('slice: %s', (_name, shape, begin, size) => {
  const data = numbers(sizeOf(shape), 1);
  const actual = withoutLeaks(tf, () => tf.slice(tf.tensor(data, shape), begin, size).dataSync());
  expect([...actual]).toEqual(block(data, shape, begin, size));
});

test('slice: whole numbers stay whole', () => {
  expect([...tf.slice(tf.tensor1d([1, 2, 3, 4], 'int32'), 1, 2).dataSync()]).toEqual([2, 3]);
});

test.each([
  ['channels of an Inception block', [2, 3, 3, 22], [4, 6, 6, 6], 3],
  ['rows', [2, 6, 3, 2], [1, 5], 1],
  ['the batch', [5, 3], [2, 3], 0],
  ['an empty part', [2, 4], [0, 4], 1],
])('split: %s', (_name, shape, sizes, axis) => {
  const data = numbers(sizeOf(shape), 1);
  const parts = tf.tidy(() => tf.split(tf.tensor(data, shape), sizes, axis).map((part) => [...part.dataSync()]));
  let first = 0;
  for (const [index, size] of sizes.entries()) {
    const begin = shape.map((_, a) => (a === axis ? first : 0));
    expect(parts[index]).toEqual(block(data, shape, begin, shape.with(axis, size)));
    first += size;
  }
});

test.each([
  ['all but the channels', [4, 3, 2, 7], [0, 1, 2]],
  ['the batch', [6, 5], [0]],
  ['the channels', [2, 3, 4], [2]],
  ['the middle', [2, 3, 4], [1]],
  ['everything', [2, 3], [0, 1]],
  ['no axis', [2, 3], []],
])('sum over %s', (_name, shape, axes) => {
  const data = numbers(sizeOf(shape), 1);
  const kept = shape.map((size, axis) => (axes.includes(axis) ? 1 : size));
  const expected = new Float64Array(sizeOf(kept));
  for (const index of indicesOf(shape)) {
    const target = offsetOf(
      kept,
      index.map((i, axis) => (axes.includes(axis) ? 0 : i)),
    );
    (expected[target] as number) += data[offsetOf(shape, index)] as number;
  }
  const actual = tf.tidy(() => tf.sum(tf.tensor(data, shape), axes, true));
  expect(actual.shape).toEqual(kept);
  expect(deviation(actual.dataSync(), expected)).toBeLessThan(tolerance);
});

const layouts = [false, true].flatMap((transposeA) =>
  [false, true].map((transposeB) => [transposeA, transposeB] as const),
);
const sizes = [
  [3, 4, 5],
  [2, 40, 60],
  [70, 5, 2],
  [1, 1, 1],
] as const;

test.each(layouts.flatMap(([transposeA, transposeB]) => sizes.map((size) => [size, transposeA, transposeB] as const)))(
  'matrix product of sizes %j, transposed %s and %s',
  ([rows, inner, columns], transposeA, transposeB) => {
    const [a, b] = [numbers(rows * inner, 1), numbers(inner * columns, 2)];
    const expected = indicesOf([rows, columns]).map(([row = 0, column = 0]) => {
      const terms = Array.from({ length: inner }, (_, k) => {
        const left = a[transposeA ? k * rows + row : row * inner + k] as number;
        return left * (b[transposeB ? column * inner + k : k * columns + column] as number);
      });
      return terms.reduce((total, term) => total + term, 0);
    });
    const actual = tf.tidy(() => {
      const left = tf.tensor2d(a, transposeA ? [inner, rows] : [rows, inner]);
      const right = tf.tensor2d(b, transposeB ? [columns, inner] : [inner, columns]);
      return tf.matMul(left, right, transposeA, transposeB).dataSync();
    });
    expect(deviation(actual, expected)).toBeLessThan(tolerance);
  },
);
