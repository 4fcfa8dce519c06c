import type { Split } from '../../../src/training/datasets/dataset';
import { holdOut } from '../../../src/training/datasets/hold-out';

/** 100 images of two bytes, each the image's number and its label. */
const split: Split = {
  count: 100,
  images: Uint8Array.from({ length: 200 }, (_, i) => (i % 2 === 0 ? i / 2 : (i >> 1) % 7)),
  labels: Uint8Array.from({ length: 100 }, (_, i) => i % 7),
};

function numbers({ images }: Split): number[] {
  return Array.from(images).filter((_, i) => i % 2 === 0);
}

test('puts every image on one side, with its label', () => {
  const { train, validation } = holdOut(split, 30, 1);
  expect([train.count, validation.count]).toEqual([70, 30]);
  expect([...numbers(train), ...numbers(validation)].sort((a, b) => a - b)).toEqual(numbers(split));
  for (const side of [train, validation]) {
    expect(Array.from(side.labels)).toEqual(Array.from(side.images).filter((_, i) => i % 2 === 1));
    expect(numbers(side)).toEqual(numbers(side).sort((a, b) => a - b));
  }
});

test('the seed decides the split', () => {
  expect(holdOut(split, 30, 1)).toEqual(holdOut(split, 30, 1));
  expect(numbers(holdOut(split, 30, 1).validation)).not.toEqual(numbers(holdOut(split, 30, 2).validation));
});

test.each([0, -1, 100, 1.5])('%d of 100 is refused', (count) => {
  expect(() => holdOut(split, count, 1)).toThrow(RangeError);
});
