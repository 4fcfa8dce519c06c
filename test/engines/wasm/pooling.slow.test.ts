import type { Tf } from '../../../src/engines/engine';
import { axisOf, type Sliding, slide } from './oracle';
import { deviation, numbers, runOn, sizeOf, tolerance, wasmEngine } from './support';

let tf: Tf;
beforeAll(async () => {
  tf = (await wasmEngine()).tf;
});

const channels = 5;
const plain: Sliding = { batch: 2, input: [8, 7], kernel: [2, 2], stride: [2, 2], padding: 'valid' };

const cases: readonly (readonly [string, Sliding])[] = [
  ['2 x 2, stride 2', plain],
  ['2 x 2, stride 2, same', { ...plain, padding: 'same' }],
  ['3 x 3, stride 1', { ...plain, kernel: [3, 3], stride: [1, 1] }],
  ['3 x 3, stride 1, same', { ...plain, kernel: [3, 3], stride: [1, 1], padding: 'same' }],
  ['3 x 3, stride 2, same: asymmetric', { ...plain, kernel: [3, 3], padding: 'same' }],
  ['2 x 3, strides differ', { ...plain, kernel: [2, 3], stride: [1, 3] }],
  ['stride larger than kernel', { ...plain, kernel: [1, 2], stride: [3, 3] }],
  ['whole input', { ...plain, kernel: [8, 7], stride: [1, 1] }],
  ['padded on three sides', { ...plain, kernel: [3, 3], padding: [1, 0, 1, 2] }],
  ['windows that lie in the padding', { ...plain, padding: [2, 3, 2, 2] }],
  ['stride 1, windows that lie in the padding', { ...plain, stride: [1, 1], padding: [3, 2, 2, 4] }],
  ['batch of 1', { ...plain, batch: 1, padding: 'same' }],
];

function problemOf(sliding: Sliding, values?: Float32Array) {
  const shape = [sliding.batch, ...sliding.input, channels];
  const outputs = [sliding.batch, axisOf(sliding, 0).outputs, axisOf(sliding, 1).outputs, channels];
  const input = { shape, data: values ?? numbers(sizeOf(shape), 1) };
  const dy = { shape: outputs, data: numbers(sizeOf(outputs), 2) };
  const { padding } = sliding;
  const [top, bottom, left, right] = typeof padding === 'string' ? [] : padding;
  const pad =
    typeof padding === 'string'
      ? padding
      : [
          [0, 0],
          [top, bottom],
          [left, right],
          [0, 0],
        ];
  const attributes = { filterSize: [...sliding.kernel], strides: [...sliding.stride], pad, dimRoundingMode: 'floor' };
  return { input, dy, attributes };
}

/** Which input elements each output element saw, in row order. */
function windowsOf(sliding: Sliding, count: number, shift = 0): number[][] {
  const windows = Array.from({ length: count }, (): number[] => []);
  slide(
    sliding,
    (outputPixel, inputPixel) => {
      for (let c = 0; c < channels; c++) windows[outputPixel * channels + c]?.push(inputPixel * channels + c);
    },
    shift,
  );
  return windows;
}

function averageOracle(sliding: Sliding, { input, dy }: ReturnType<typeof problemOf>, shift = 0): Float64Array {
  const gradient = new Float64Array(input.data.length);
  windowsOf(sliding, dy.data.length, shift).forEach((window, output) => {
    for (const at of window) (gradient[at] as number) += (dy.data[output] as number) / window.length;
  });
  return gradient;
}

function maximumOracle(sliding: Sliding, { input, dy }: ReturnType<typeof problemOf>, shift = 0): Float64Array {
  const gradient = new Float64Array(input.data.length);
  windowsOf(sliding, dy.data.length, shift).forEach((window, output) => {
    const values = window.map((at) => input.data[at] as number);
    const winner = window[values.indexOf(Math.max(...values))];
    if (winner !== undefined) (gradient[winner] as number) += dy.data[output] as number;
  });
  return gradient;
}

const averageOnEngine = ({ input, dy, attributes }: ReturnType<typeof problemOf>) =>
  runOn(tf, 'AvgPoolGrad', { input, dy }, attributes);

const maximumOnEngine = ({ input, dy, attributes }: ReturnType<typeof problemOf>) =>
  runOn(tf, 'MaxPoolGrad', { input, dy }, attributes);

test.each(cases)('average: %s', (_name, sliding) => {
  const problem = problemOf(sliding);
  expect(deviation(averageOnEngine(problem), averageOracle(sliding, problem))).toBeLessThan(tolerance);
});

test.each(cases)('maximum: %s', (_name, sliding) => {
  const problem = problemOf(sliding);
  expect(deviation(maximumOnEngine(problem), maximumOracle(sliding, problem))).toBeLessThan(tolerance);
});

test.each(cases)('maximum among ties and negative values: %s', (_name, sliding) => {
  const size = sizeOf([sliding.batch, ...sliding.input, channels]);
  const problem = problemOf(
    sliding,
    numbers(size, 3).map((value) => Math.round(value) - 2),
  );
  expect(deviation(maximumOnEngine(problem), maximumOracle(sliding, problem))).toBeLessThan(tolerance);
});

test('an oracle with its padding off by one row is caught', () => {
  const sliding: Sliding = { ...plain, kernel: [3, 3], stride: [1, 1], padding: 'same' };
  const problem = problemOf(sliding);
  expect(deviation(averageOnEngine(problem), averageOracle(sliding, problem, 1))).toBeGreaterThan(0.01);
  expect(deviation(maximumOnEngine(problem), maximumOracle(sliding, problem, 1))).toBeGreaterThan(0.01);
});
