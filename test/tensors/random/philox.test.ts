import { fillBlocks } from '../../../src/tensors/random/philox';

function words(counter: readonly number[], key: readonly number[]): string {
  const [block = 0, step = 0, nameLow = 0, nameHigh = 0] = counter;
  const [seedLow = 0, seedHigh = 0] = key;
  const drawn = new Uint32Array(4);
  fillBlocks(drawn, { seedLow, seedHigh, step, nameLow, nameHigh }, block);
  return Array.from(drawn, (word) => word.toString(16).padStart(8, '0')).join(' ');
}

const ones = 0xffffffff;

describe('philox4x32-10 returns the words of Random123, tests/kat_vectors', () => {
  test.each([
    ['zeros', [0, 0, 0, 0], [0, 0], '6627e8d5 e169c58d bc57ac4c 9b00dbd8'],
    ['ones', [ones, ones, ones, ones], [ones, ones], '408f276d 41c83b0e a20bc7c6 6d5451fd'],
    [
      'digits of pi',
      [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344],
      [0xa4093822, 0x299f31d0],
      'd16cfe09 94fdcceb 5001e420 24126ea1',
    ],
  ])('%s', (_, counter, key, expected) => {
    expect(words(counter, key)).toBe(expected);
  });

  test('and other words for a key that differs in one bit', () => {
    expect(words([0, 0, 0, 0], [1, 0])).not.toBe('6627e8d5 e169c58d bc57ac4c 9b00dbd8');
  });
});

/** Philox as in the paper, with big integers: slow, and written differently from the code under test. */
function reference(counter: readonly bigint[], key: readonly bigint[]): bigint[] {
  const mask = 0xffffffffn;
  let [c0 = 0n, c1 = 0n, c2 = 0n, c3 = 0n] = counter;
  let [k0 = 0n, k1 = 0n] = key;
  for (let round = 0; round < 10; round++) {
    const a = c0 * 0xd2511f53n;
    const b = c2 * 0xcd9e8d57n;
    [c0, c1, c2, c3] = [(b >> 32n) ^ c1 ^ k0, b & mask, (a >> 32n) ^ c3 ^ k1, a & mask];
    [k0, k1] = [(k0 + 0x9e3779b9n) & mask, (k1 + 0xbb67ae85n) & mask];
  }
  return [c0, c1, c2, c3];
}

test('agrees with a big-integer Philox on 2,000 blocks across the sign bit', () => {
  const stream = { seedLow: 0x89abcdef, seedHigh: 7, step: 0xfffffffe, nameLow: 0xdeadbeef, nameHigh: 0x80000001 };
  const first = 0x7ffffc18;
  const drawn = new Uint32Array(8000);
  fillBlocks(drawn, stream, first);
  const expected = Array.from({ length: 2000 }, (_, i) =>
    reference(
      [BigInt(first + i), BigInt(stream.step), BigInt(stream.nameLow), BigInt(stream.nameHigh)],
      [BigInt(stream.seedLow), BigInt(stream.seedHigh)],
    ),
  ).flat();
  expect(Array.from(drawn, BigInt)).toEqual(expected);
});
