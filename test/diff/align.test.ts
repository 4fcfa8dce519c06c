import { align } from '../../src/diff/align';
import { generator } from '../support/numbers';

/** The length of the longest common subsequence, by the textbook algorithm. */
function longest(a: readonly number[], b: readonly number[]): number {
  let above = b.map(() => 0);
  for (const one of a) {
    const row: number[] = [];
    for (const [index, other] of b.entries())
      row.push(one === other ? (above[index - 1] ?? 0) + 1 : Math.max(above[index] ?? 0, row[index - 1] ?? 0));
    above = row;
  }
  return above.at(-1) ?? 0;
}

test('aligns random sequences optimally', () => {
  const below = generator(1);
  const sequence = () => Array.from({ length: below(14) }, () => below(4));
  for (let round = 0; round < 500; round++) {
    const [a, b] = [sequence(), sequence()];
    const pairs = align(a, b) ?? [];
    expect([a, b, pairs.length]).toEqual([a, b, longest(a, b)]);
    for (const [index, [x, y]] of pairs.entries()) {
      expect(a[x]).toBe(b[y]);
      const [beforeX, beforeY] = pairs[index - 1] ?? [-1, -1];
      expect(x > beforeX && y > beforeY).toBe(true);
    }
  }
});

test('sequences that have too little in common are not aligned', () => {
  const numbers = (first: number) => Array.from({ length: 1500 }, (_, index) => first + index);
  expect(align(numbers(0), numbers(5000))).toBeUndefined();
});
