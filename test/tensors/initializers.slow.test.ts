import { compile } from '../../src/compiler/compile';
import { messageOf } from '../../src/diagnostics/wording';
import { initialWeights } from '../../src/tensors/initial-weights';

const UNITS = 200;
const INPUTS = 300;
/** The deviation of a normal truncated at two deviations. */
const CUT = 0.879625;

function weightsOf(layers: readonly unknown[], seed = 1) {
  const spec = JSON.stringify({ modelc: 1, name: 'w', input: { features: INPUTS }, layers });
  const { graph, ok, diagnostics } = compile(spec);
  if (!graph || !ok) throw new Error(diagnostics.map(messageOf).join('; '));
  return initialWeights(graph, seed);
}

const dense = (name: string, attributes: object) => ({ dense: { units: UNITS, ...attributes }, name });

function kernel(initializer: unknown): number[] {
  return [...(weightsOf([dense('d', { kernel_initializer: initializer })]).get('d/kernel')?.values ?? [])];
}

function momentsOf(values: readonly number[]) {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const about = (power: number) => values.reduce((sum, value) => sum + (value - mean) ** power, 0) / values.length;
  const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  return { mean, variance: about(2), tails: about(4) / about(2) ** 2, largest };
}

const glorot = Math.sqrt(2 / (INPUTS + UNITS));
const he = Math.sqrt(2 / INPUTS);
const lecun = Math.sqrt(1 / INPUTS);
const root3 = Math.sqrt(3);

// By variance, fourth moment over its square, and largest magnitude; of a normal cut at two the fourth moment is 2.0685 (closed form).
const NORMAL = 3;
const UNIFORM = 9 / 5;
const TRUNCATED = (3 - 28 * (Math.exp(-2) / Math.sqrt(2 * Math.PI) / 0.9544997)) / CUT ** 4;
test.each<[string, unknown, number, number, number]>([
  ['normal', { normal: 0.3 }, 0.3, NORMAL, Number.POSITIVE_INFINITY],
  ['truncated_normal', { truncated_normal: 0.3 }, 0.3 * CUT, TRUNCATED, 0.6],
  ['uniform', { uniform: 0.3 }, 0.3 / root3, UNIFORM, 0.3],
  ['glorot_normal', 'glorot_normal', glorot * CUT, TRUNCATED, 2 * glorot],
  ['glorot_uniform', 'glorot_uniform', glorot, UNIFORM, root3 * glorot],
  ['he_normal', 'he_normal', he * CUT, TRUNCATED, 2 * he],
  ['he_uniform', 'he_uniform', he, UNIFORM, root3 * he],
  ['lecun_normal', 'lecun_normal', lecun * CUT, TRUNCATED, 2 * lecun],
  ['lecun_uniform', 'lecun_uniform', lecun, UNIFORM, root3 * lecun],
])('%s has its mean, spread, form and bounds', (_name, initializer, deviation, tails, bound) => {
  const values = kernel(initializer);
  const found = momentsOf(values);
  expect(values).toHaveLength(INPUTS * UNITS);
  // Five standard errors.
  expect(Math.abs(found.mean)).toBeLessThan((5 * deviation) / Math.sqrt(values.length));
  const spread = Math.sqrt((tails - 1) / values.length);
  expect(Math.abs(found.variance / deviation ** 2 - 1)).toBeLessThan(5 * spread);
  expect(Math.abs(found.tails / tails - 1)).toBeLessThan(0.05);
  expect(found.largest).toBeLessThanOrEqual(bound * (1 + 1e-6));
  // Of so many values one comes near the bound.
  expect(found.largest).toBeGreaterThan(0.99 * Math.min(bound, 3 * deviation));
});

test.each([
  ['zeros', 'zeros', 0],
  ['ones', 'ones', 1],
  ['constant', { constant: -0.25 }, -0.25],
])('%s is one value', (_name, initializer, value) => expect(new Set(kernel(initializer))).toEqual(new Set([value])));

test('a bias uses its own initializer', () => {
  const weights = weightsOf([dense('d', { bias_initializer: { constant: 0.5 }, kernel_initializer: 'zeros' })]);
  expect(new Set(weights.get('d/bias')?.values)).toEqual(new Set([0.5]));
  expect(new Set(weights.get('d/kernel')?.values)).toEqual(new Set([0]));
});

test.each([{ normal: 1 }, { truncated_normal: 1 }, { uniform: 1 }, 'he_uniform'])(
  '%j: layers are independent',
  (kind) => {
    const attributes = { kernel_initializer: kind, units: INPUTS };
    const both = weightsOf([dense('a', attributes), dense('b', attributes)]);
    const [a, b] = ['a/kernel', 'b/kernel'].map((key) => both.get(key)?.values as Float32Array) as [
      Float32Array,
      Float32Array,
    ];
    const product = a.reduce((sum, value, index) => sum + value * (b[index] as number), 0);
    const square = (values: Float32Array) => values.reduce((sum, value) => sum + value * value, 0);
    expect(Math.abs(product) / Math.sqrt(square(a) * square(b))).toBeLessThan(5 / Math.sqrt(a.length));
    // Neither the other layer nor the order changes a layer's own numbers.
    expect(weightsOf([dense('b', attributes)]).get('b/kernel')?.values).toEqual(b);
    expect(weightsOf([dense('b', attributes), dense('a', attributes)]).get('a/kernel')?.values).toEqual(a);
    expect(weightsOf([dense('b', attributes)], 2).get('b/kernel')?.values).not.toEqual(b);
  },
);
