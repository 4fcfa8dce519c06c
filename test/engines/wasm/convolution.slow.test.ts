import type { Tf } from '../../../src/engines/engine';
import { axisOf, convolutionGradients, type Sliding } from './oracle';
import { deviation, numbers, runOn, sizeOf, tolerance, wasmEngine, withoutLeaks } from './support';

let tf: Tf;
beforeAll(async () => {
  tf = (await wasmEngine()).tf;
});

const plain: Sliding = { batch: 2, input: [7, 6], kernel: [3, 3], stride: [1, 1], padding: 'valid' };

const cases: readonly (readonly [string, Sliding])[] = [
  ['3 x 3, valid', plain],
  ['3 x 3, same', { ...plain, padding: 'same' }],
  ['1 x 1', { ...plain, kernel: [1, 1] }],
  ['1 x 1, stride 2', { ...plain, kernel: [1, 1], stride: [2, 2] }],
  ['1 x 1, stride 2, same', { ...plain, kernel: [1, 1], stride: [2, 2], padding: 'same' }],
  ['1 x 1, padded', { ...plain, kernel: [1, 1], padding: [1, 0, 2, 1] }],
  ['5 x 5, same', { ...plain, kernel: [5, 5], padding: 'same' }],
  ['even kernel, same: more padding after', { ...plain, kernel: [4, 2], padding: 'same' }],
  ['stride 2, same, even width: asymmetric', { ...plain, input: [8, 6], stride: [2, 2], padding: 'same' }],
  ['stride 2, same, odd', { ...plain, input: [7, 9], stride: [2, 2], padding: 'same' }],
  ['stride 2, valid, last row and column unused', { ...plain, input: [8, 6], stride: [2, 2] }],
  ['stride 3, valid, kernel 5', { ...plain, input: [12, 13], kernel: [5, 5], stride: [3, 3] }],
  ['stride larger than kernel', { ...plain, kernel: [2, 2], stride: [3, 3] }],
  ['stride larger than kernel, same', { ...plain, kernel: [2, 1], stride: [3, 4], padding: 'same' }],
  ['1 x 7', { ...plain, kernel: [1, 7], input: [5, 9], padding: 'same' }],
  ['7 x 1', { ...plain, kernel: [7, 1], input: [9, 5] }],
  ['strides differ', { ...plain, stride: [1, 2], padding: 'same' }],
  ['strides and kernel differ', { ...plain, input: [9, 8], kernel: [2, 5], stride: [3, 2], padding: [1, 2, 0, 3] }],
  ['padded on one side', { ...plain, padding: [2, 0, 0, 1] }],
  ['padded by more than the kernel', { ...plain, padding: [4, 3, 5, 4] }],
  ['padded by more than the kernel, stride 2', { ...plain, stride: [2, 2], padding: [4, 3, 5, 4] }],
  ['kernel as large as the input', { ...plain, kernel: [7, 6] }],
  ['kernel larger than the input, same', { ...plain, input: [2, 3], kernel: [5, 7], padding: 'same' }],
  [
    'kernel larger than the input, same, stride 2',
    { ...plain, input: [2, 3], kernel: [5, 7], stride: [2, 2], padding: 'same' },
  ],
  ['one pixel, stride 2', { ...plain, input: [1, 1], kernel: [1, 1], stride: [2, 2] }],
  ['batch of 1', { ...plain, batch: 1, padding: 'same' }],
  ['batch of 1, stride 2', { ...plain, batch: 1, stride: [2, 2], padding: 'same' }],
  ['batch of 9', { ...plain, batch: 9, padding: 'same' }],
];

const channelCounts = [
  { input: 3, output: 5 },
  { input: 1, output: 1 },
  { input: 9, output: 8 },
];

/** Arrays of one case, the engine's gradients, and a function for those of the oracle. */
function problemOf(sliding: Sliding, channels: { readonly input: number; readonly output: number }) {
  const outputs = [axisOf(sliding, 0).outputs, axisOf(sliding, 1).outputs];
  const shapes = {
    x: [sliding.batch, ...sliding.input, channels.input],
    filter: [...sliding.kernel, channels.input, channels.output],
    dy: [sliding.batch, ...outputs, channels.output],
  };
  const x = { shape: shapes.x, data: numbers(sizeOf(shapes.x), 1) };
  const filter = { shape: shapes.filter, data: numbers(sizeOf(shapes.filter), 2) };
  const dy = { shape: shapes.dy, data: numbers(sizeOf(shapes.dy), 3) };
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
  const attributes = { strides: [...sliding.stride], pad, dataFormat: 'NHWC', dimRoundingMode: 'floor' };
  return {
    input: () => runOn(tf, 'Conv2DBackpropInput', { dy, filter }, { ...attributes, inputShape: shapes.x }),
    filter: () => runOn(tf, 'Conv2DBackpropFilter', { x, dy }, { ...attributes, filterShape: shapes.filter }),
    oracle: (shift = 0) => convolutionGradients(sliding, channels, x.data, filter.data, dy.data, shift),
  };
}

describe.each(channelCounts)('$input to $output channels', (channels) => {
  test.each(cases)('%s', (_name, sliding) => {
    const problem = problemOf(sliding, channels);
    const oracle = problem.oracle();
    expect(deviation(problem.input(), oracle.input)).toBeLessThan(tolerance);
    expect(deviation(problem.filter(), oracle.filter)).toBeLessThan(tolerance);
  });
});

test('an oracle with its padding off by one row is caught', () => {
  const problem = problemOf({ ...plain, padding: 'same' }, { input: 3, output: 5 });
  const wrong = problem.oracle(1);
  expect(deviation(problem.input(), wrong.input)).toBeGreaterThan(0.01);
  expect(deviation(problem.filter(), wrong.filter)).toBeGreaterThan(0.01);
});

test('a leak is caught', () => {
  const keep = () => tf.keep(tf.tensor1d([1])).dataSync() as Float32Array;
  expect(() => withoutLeaks(tf, keep)).toThrow('1 blocks of memory leaked');
});

test('a NaN is caught', () => {
  expect(deviation([1, Number.NaN], [1, 2])).toBe(Number.POSITIVE_INFINITY);
});

test.each(['Conv2DBackpropInput', 'Conv2DBackpropFilter'])('%s refuses dilation in words', (kernel) => {
  const tensor = (shape: number[]) => ({ shape, data: numbers(sizeOf(shape), 1) });
  const attributes = {
    strides: 1,
    pad: 'valid',
    dilations: [2, 2],
    inputShape: [1, 5, 5, 1],
    filterShape: [3, 3, 1, 1],
  };
  const inputs = { x: tensor([1, 5, 5, 1]), dy: tensor([1, 1, 1, 1]), filter: tensor([3, 3, 1, 1]) };
  expect(() => runOn(tf, kernel, inputs, attributes)).toThrow('cannot train a convolution with dilation 2,2');
});
