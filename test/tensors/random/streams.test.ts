import { fillNormal } from '../../../src/tensors/random/normal';
import { permutation } from '../../../src/tensors/random/permutation';
import { streamOf } from '../../../src/tensors/random/stream';
import { fillUniform, uniformAt } from '../../../src/tensors/random/uniform';

const COUNT = 100_000;
const fills = [
  ['uniform', fillUniform],
  ['normal', fillNormal],
] as const;

type Fill = (typeof fills)[number][1];

function drawn(fill: Fill, count: number, stream = streamOf(1, 'test'), first = 0): Float32Array {
  const values = new Float32Array(count);
  fill(values, stream, first);
  return values;
}

function moments(values: Float32Array): { mean: number; variance: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  return { mean, variance };
}

function correlation(a: Float32Array, b: Float32Array): number {
  const [ma, mb] = [moments(a), moments(b)];
  const covariance = a.reduce((sum, value, i) => sum + (value - ma.mean) * ((b[i] as number) - mb.mean), 0) / a.length;
  return covariance / Math.sqrt(ma.variance * mb.variance);
}

describe.each(fills)('%s', (_, fill) => {
  test('the same seed, name and step give the same values', () => {
    expect(drawn(fill, 1000)).toEqual(drawn(fill, 1000));
  });

  test.each([0, 1, 2, 3, 5, 4095, 4096, 4097, 9001])('a fill from %i is a slice of the whole', (first) => {
    const whole = drawn(fill, 20_000);
    expect(drawn(fill, 10_000, streamOf(1, 'test'), first)).toEqual(whole.slice(first, first + 10_000));
  });

  test.each([0, 1, 2, 3, 7])('a fill of %i values is the start of the whole', (count) => {
    expect(drawn(fill, count)).toEqual(drawn(fill, 100).slice(0, count));
  });

  // Independent streams of this length correlate by less than 5 / sqrt(COUNT) but for one in a million.
  test.each([
    ['seed', streamOf(2, 'test')],
    ['seed in the upper word', streamOf(2 ** 32 + 1, 'test')],
    ['negative seed', streamOf(-1, 'test')],
    ['name', streamOf(1, 'tesu')],
    ['step', streamOf(1, 'test', 1)],
  ])('another %s gives unrelated values', (_what, other) => {
    const [a, b] = [drawn(fill, COUNT), drawn(fill, COUNT, other)];
    expect(Math.abs(correlation(a, b))).toBeLessThan(5 / Math.sqrt(COUNT));
  });

  test('the correlation detects an unshifted stream', () => {
    expect(correlation(drawn(fill, COUNT), drawn(fill, COUNT))).toBeCloseTo(1, 5);
  });
});

test('uniform values are in [0, 1), with the mean and variance of that range', () => {
  const values = drawn(fillUniform, COUNT);
  expect(values.every((value) => value >= 0 && value < 1)).toBe(true);
  const { mean, variance } = moments(values);
  expect(Math.abs(mean - 1 / 2)).toBeLessThan(5 * Math.sqrt(1 / 12 / COUNT));
  expect(Math.abs(variance - 1 / 12)).toBeLessThan(5 * Math.sqrt(1 / 180 / COUNT));
});

test('normal values have mean 0, variance 1 and the quantiles of the normal distribution', () => {
  const values = drawn(fillNormal, COUNT);
  const { mean, variance } = moments(values);
  expect(Math.abs(mean)).toBeLessThan(5 / Math.sqrt(COUNT));
  expect(Math.abs(variance - 1)).toBeLessThan(5 * Math.sqrt(2 / COUNT));
  const share = (limit: number) => values.filter((value) => Math.abs(value) < limit).length / COUNT;
  expect(share(1)).toBeCloseTo(0.6827, 2);
  expect(share(2)).toBeCloseTo(0.9545, 2);
  expect(share(3)).toBeCloseTo(0.9973, 3);
});

test('uniformAt returns the value that fill writes there', () => {
  const values = drawn(fillUniform, 50);
  expect(Array.from(values, (_, i) => uniformAt(streamOf(1, 'test'), i))).toEqual(Array.from(values));
});

describe('permutation', () => {
  test.each([0, 1, 2, 10, 60_000])('of %i holds every number once', (count) => {
    expect(permutation(count, 1).sort()).toEqual(Uint32Array.from({ length: count }, (_, i) => i));
  });

  test('depends only on seed, epoch and stream', () => {
    const order = permutation(1000, 1, 0);
    expect(permutation(1000, 1, 0)).toEqual(order);
    for (const other of [permutation(1000, 2, 0), permutation(1000, 1, 1), permutation(1000, 1, 0, 'hold-out')]) {
      expect(other).not.toEqual(order);
    }
  });

  test('returns all 24 orders of four items equally often', () => {
    const runs = 24_000;
    const counts = new Map<string, number>();
    for (let epoch = 0; epoch < runs; epoch++) {
      const order = permutation(4, 3, epoch).join('');
      counts.set(order, (counts.get(order) ?? 0) + 1);
    }
    const expected = runs / 24;
    const chiSquare = [...counts.values()].reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
    expect(counts.size).toBe(24);
    // The 99.99th percentile with 23 degrees of freedom is 55.
    expect(chiSquare).toBeLessThan(55);
  });
});

describe('rejects arguments out of range', () => {
  test.each([
    ['a seed that is not an integer', () => streamOf(0.5, 'test')],
    ['a seed past the safe integers', () => streamOf(2 ** 53, 'test')],
    ['a negative step', () => streamOf(1, 'test', -1)],
    ['a step past 32 bits', () => streamOf(1, 'test', 2 ** 32)],
    ['values past the end of a stream', () => uniformAt(streamOf(1, 'test'), 2 ** 34)],
    ['values before its start', () => uniformAt(streamOf(1, 'test'), -1)],
  ])('%s', (_, ask) => {
    expect(ask).toThrow(RangeError);
  });

  test('but the last value of a stream exists', () => {
    expect(uniformAt(streamOf(1, 'test'), 2 ** 34 - 1)).toBeLessThan(1);
  });
});
