import { compile } from '../../src/compiler/compile';
import { spatialAxisNames } from '../../src/dimensions/axis';
import { minimumInput, type SmallestInput } from '../../src/summary/minimum-input';
import { type ValidSizes, validSizes, validText } from '../../src/summary/valid-sizes';
import { falseClaims } from '../support/size-claims';
import { withSizes } from '../support/sized-nets';
import type { Structured } from '../support/structured-nets';
import { Random } from '../targets/random';
import { randomNet, type Spec } from '../targets/random-spec';

// Slow, since every size is compiled.

/** Nets that need more take too long to try. */
const LARGEST = 32;

/** An encoder, and a decoder that enlarges its value step by step and joins it with the encoder's at the same depth. */
function encoderDecoder(seed: number): Spec {
  const random = new Random(seed);
  const layers: object[] = [];
  const strides = Array.from({ length: random.int(1, 3) }, () => random.int(1, 3));
  for (const [depth, stride] of strides.entries()) {
    const kernel = random.int(1, 3);
    const padding = random.pick<unknown>(['same', 'same', 'valid', kernel === 1 ? 0 : 1]);
    const pool = { max_pool2d: { kernel, stride, padding, ceil_mode: random.chance(0.3) } };
    const layer = random.chance(0.5) ? { conv2d: { filters: 2, kernel, stride, padding } } : pool;
    layers.push({ ...layer, name: `down${depth}` });
  }
  for (const [depth, stride] of [...strides.entries()].reverse()) {
    const transposed = { filters: 2, kernel: stride, stride, padding: random.pick<unknown>(['same', 'valid']) };
    const layer = random.chance(0.5) ? { upsample2d: { factor: stride } } : { conv2d_transpose: transposed };
    layers.push({ ...layer, name: `up${depth}` });
    const skip = depth === 0 ? 'input' : `down${depth - 1}`;
    if (random.chance(0.7)) layers.push({ concat: {}, from: [`up${depth}`, skip] });
  }
  const specs = Array.from({ length: LARGEST }, (_, less) => LARGEST - less).map((size) => ({
    modelc: 1,
    input: { height: size, width: size, channels: 2 },
    layers,
  }));
  // Where paths never join, the search for a valid size takes long.
  return specs.find((spec) => compile(JSON.stringify(spec)).ok) ?? encoderDecoder(seed + 1000);
}

/** Windows and other layers that change sizes, along one axis. */
function layer1d(random: Random): object {
  const [kernel, stride] = [random.int(1, 4), random.int(1, 3)];
  const end = random.pick([{}, { end: -1 }, { end: 6 }]);
  return random.pick<object>([
    { conv1d: { filters: 2, kernel, stride, padding: random.pick<unknown>(['same', 'valid', 1, [1, 0], 'causal']) } },
    { depthwise_conv1d: { kernel, dilation: random.int(1, 3), padding: random.pick<unknown>(['same', 'valid', 2]) } },
    { max_pool1d: { kernel, stride, padding: random.pick<unknown>(['same', 'valid', [1, 0]]), ceil_mode: true } },
    { slice: { axis: 'length', start: random.int(0, 2), ...end } },
    { relu: {} },
  ]);
}

function layer2d(random: Random): object {
  const [kernel, stride] = [random.int(1, 4), random.int(1, 3)];
  const padding = random.pick<unknown>(['same', 'valid', 1, [1, 0, 0, 1]]);
  return random.pick<object>([
    { conv2d: { filters: 2, kernel, stride, padding } },
    { conv2d: { filters: 2, kernel, dilation: random.int(1, 3), padding } },
    { max_pool2d: { kernel, stride, padding: random.pick<unknown>(['same', 'valid', 1]), ceil_mode: true } },
    { conv2d_transpose: { filters: 2, kernel, stride, padding: random.pick<unknown>(['same', 'valid', 1]) } },
    { slice: { axis: random.pick(['height', 'width']), start: random.int(0, 2), end: random.pick([-1, 6]) } },
    { upsample2d: { factor: stride } },
    { crop2d: { cropping: random.int(0, 2) } },
    { pad2d: { padding: random.int(1, 2), mode: random.pick(['reflect', 'replicate', 'circular']) } },
    { space_to_depth: { block: random.int(1, 2) } },
    { permute: { axes: ['width', 'height', 'channels'] } },
    { adaptive_avg_pool2d: { size: random.int(1, 3) } },
    { resize2d: { size: random.int(3, 6) } },
    { reduce_mean: { axis: random.pick(['height', 'width']) } },
  ]);
}

/** Two paths of random layers that join at this size. */
function joinedPaths(seed: number): Spec {
  const random = new Random(seed);
  const layer = random.chance(0.4) ? layer1d : layer2d;
  const path = (most: number): object[] => Array.from({ length: random.int(0, most) }, () => layer(random));
  const [height, width] = [random.int(8, 20), random.int(8, 20)];
  const input = { ...(layer === layer1d ? { length: height } : { height, width }), channels: 2 };
  const join = { [random.pick(['concat', 'add', 'maximum'])]: {} };
  const layers = [...path(2), { branch: { a: path(3), b: [layer(random), ...path(2)] } }, join, ...path(1)];
  const spec = { modelc: 1, input, layers };
  return compile(JSON.stringify(spec)).ok ? spec : joinedPaths(seed + 10_000);
}

function check(spec: Spec): { readonly wrong: readonly string[]; readonly found: SmallestInput | null } {
  const found = minimumInput(compile(JSON.stringify(spec)))?.training ?? null;
  const isSmall = spatialAxisNames.every((axis) => (found?.[axis]?.smallest ?? 0) <= LARGEST);
  return { wrong: found && isSmall ? falseClaims(spec, found) : [], found };
}

test('nothing false is said about random nets', () => {
  const nets = Array.from({ length: 60 }, (_, seed) => ({ seed, ...check(randomNet(seed).spec) }));
  expect(nets.flatMap(({ seed, wrong }) => (wrong.length > 0 ? [[seed, wrong]] : []))).toEqual([]);
  expect(nets.filter(({ found }) => found).length).toBeGreaterThan(40);
});

test('nothing false is said about random encoders and decoders', () => {
  const nets = Array.from({ length: 80 }, (_, seed) => ({ seed, ...check(encoderDecoder(seed)) }));
  expect(nets.flatMap(({ seed, wrong }) => (wrong.length > 0 ? [[seed, wrong]] : []))).toEqual([]);
  const periods = nets.flatMap(({ found }) => found?.height?.valid.period ?? []);
  expect(periods.filter((period) => period > 1).length).toBeGreaterThan(30);
});

test('nothing false is said about paths of all sorts of layers', () => {
  const nets = Array.from({ length: 60 }, (_, seed) => ({ seed, ...check(joinedPaths(seed)) }));
  expect(nets.flatMap(({ seed, wrong }) => (wrong.length > 0 ? [[seed, wrong]] : []))).toEqual([]);
  const sizes = nets.flatMap(({ found }) => [found?.length, found?.height].flatMap((size) => size ?? []));
  const gaps = sizes.filter(({ valid: { ranges, tried } }) => ranges.some(([, last]) => last < tried));
  expect(gaps.length).toBeGreaterThan(5);
});

test('nothing false is said about nets with expressions over sizes', () => {
  const nets = Array.from({ length: 10 }, (_, seed) => {
    const spec = encoderDecoder(seed);
    const { graph } = compile(JSON.stringify(spec));
    const sized = graph && withSizes(spec as Structured, graph, new Random(seed));
    return { seed, uses: sized && compile(JSON.stringify(sized)).graph?.usesSizes, ...check(sized ?? spec) };
  });
  expect(nets.flatMap(({ seed, wrong }) => (wrong.length > 0 ? [[seed, wrong]] : []))).toEqual([]);
  expect(nets.filter(({ uses }) => uses).length).toBeGreaterThan(6);
});

test('negative control: a claim that is false is found', () => {
  const spec = encoderDecoder(0);
  const all: ValidSizes = { ranges: [[1, 9]], tried: 9, period: 1 };
  const joined = { conv2d: { filters: 2, kernel: 2, stride: 2 }, name: 'half' };
  const odd = {
    ...spec,
    layers: [joined, { upsample2d: { factor: 2 } }, { concat: {}, from: ['upsample2d', 'input'] }],
  };
  const height = { smallest: 2, valid: all, below: null };
  expect(falseClaims(odd, { height, width: height, square: 2 })).toContain('height 3: true');
});

test.each([
  ['all', 5, 1, () => true, 'every larger size is valid'],
  ['multiples', 8, 8, (size: number) => size % 8 === 0, 'larger sizes in steps of 8: 8, 16, 24, ...'],
  ['odd sizes', 3, 2, (size: number) => size % 2 === 1, 'larger sizes in steps of 2: 3, 5, 7, ...'],
  [
    'ranges',
    17,
    32,
    (size: number) => (size - 1) % 32 >= 16,
    'valid sizes: 17..32, 49..64, 81..96, ..., repeating every 32, among them all multiples of 32',
  ],
  [
    'ranges without the multiples',
    2,
    6,
    (size: number) => [2, 3].includes(size % 6),
    'valid sizes: 2..3, 8..9, 14..15, ..., repeating every 6',
  ],
  ['a gap at the start', 5, 2, (size: number) => size !== 6, 'valid sizes: 5, 7 and larger'],
  ['a single size', 7, 4, (size: number) => size === 7, 'no larger height up to 19 is valid'],
  [
    'a period that is not known',
    4,
    undefined,
    (size: number) => size % 3 < 2,
    'valid sizes up to 68: 4, 6..7, 9..10, 12..13, 15..16, 18..19, 21..22, 24..25, ...',
  ],
])('%s in words', (_name, smallest, period, fits, text) => {
  expect(validText('height', validSizes(smallest, { period, most: 4096 }, fits))).toBe(text);
});
