import { compile } from '../../src/compiler/compile';
import { messageOf } from '../../src/diagnostics/wording';
import { initialWeights } from '../../src/tensors/initial-weights';

const spec = (layers: readonly unknown[]) =>
  JSON.stringify({ modelc: 1, name: 'weights', input: { shape: [9, 9, 2] }, layers });
const conv = { conv2d: { filters: 64, kernel: 3 }, name: 'c' };
const layers = [conv, { batch_norm: {}, name: 'n' }, 'flatten', { dense: { units: 300 }, name: 'f' }];

function weightsOf(items: readonly unknown[], seed: number) {
  const { graph, ok, diagnostics } = compile(spec(items));
  if (!graph || !ok) throw new Error(diagnostics.map(messageOf).join('; '));
  return initialWeights(graph, seed);
}

const weights = weightsOf(layers, 1);

test.each([
  ['c/bias', [64], 0],
  ['n/gamma', [64], 1],
  ['n/beta', [64], 0],
  ['n/moving_mean', [64], 0],
  ['n/moving_variance', [64], 1],
  ['f/bias', [300], 0],
])('%s starts as one value', (key, shape, value) => {
  expect(weights.get(key)).toEqual({ shape, values: new Float32Array(shape[0] as number).fill(value) });
});

test.each([
  ['c/kernel', [3, 3, 2, 64], 9 * 2, 9 * 64],
  ['f/kernel', [7 * 7 * 64, 300], 7 * 7 * 64, 300],
])('%s is normal, cut off at two deviations', (key, shape, fanIn, fanOut) => {
  const deviation = Math.sqrt(2 / (fanIn + fanOut));
  const weight = weights.get(key);
  const values = Array.from(weight?.values ?? [], (value) => value / deviation);
  expect(weight?.shape).toEqual(shape);
  expect(Math.max(...values.slice(0, 50_000).map(Math.abs))).toBeLessThanOrEqual(2.000001);
  expect(values.filter((value) => Math.abs(value) > 1.5).length).toBeGreaterThan(0);
  // A normal truncated at two deviations has the deviation 0.8796; five standard errors of mean and variance.
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  expect(Math.abs(mean)).toBeLessThan(5 / Math.sqrt(values.length));
  expect(Math.abs(variance - 0.8796 ** 2)).toBeLessThan((5 * Math.SQRT2) / Math.sqrt(values.length));
});

test('depends on the seed, and not on other layers', () => {
  expect(weightsOf(layers, 1)).toEqual(weights);
  expect(weightsOf(layers, 2).get('c/kernel')).not.toEqual(weights.get('c/kernel'));
  expect(weightsOf([conv], 1).get('c/kernel')).toEqual(weights.get('c/kernel'));
});
