import { wordsOf } from '../../../src/engines/graph/graph-trainer';
import { select } from '../../../src/training/datasets/dataset';

const bytes = Uint8Array.from({ length: 40 }, (_, index) => index + 1);
const asBytes = (words: Int32Array): number[] => [...new Uint8Array(words.buffer, words.byteOffset, words.byteLength)];

test.each<readonly [string, Uint8Array, number[], boolean]>([
  ['whole words', bytes.subarray(4, 12), [5, 6, 7, 8, 9, 10, 11, 12], true],
  ['bytes between others', bytes.subarray(4, 9), [5, 6, 7, 8, 9, 10, 11, 12], true],
  ['bytes that start within a word', bytes.subarray(3, 7), [4, 5, 6, 7], false],
  ['bytes without room behind them', Uint8Array.of(1, 2, 3, 4, 5), [1, 2, 3, 4, 5, 0, 0, 0], false],
  ['none', new Uint8Array(), [], true],
])('%s', (_name, given, expected, isView) => {
  const words = wordsOf(given);
  expect(asBytes(words)).toEqual(expected);
  expect(words.buffer === given.buffer).toBe(isView);
});

test('selected images need no copy, whatever their size', () => {
  const split = { images: bytes.subarray(0, 35), labels: Uint8Array.from(Array(7).keys()), count: 7 };
  const { images, labels } = select(split, Uint32Array.of(6, 0, 2));
  expect([...images]).toEqual([31, 32, 33, 34, 35, 1, 2, 3, 4, 5, 11, 12, 13, 14, 15]);
  expect([...labels]).toEqual([6, 0, 2]);
  expect(wordsOf(images).buffer).toBe(images.buffer);
});
