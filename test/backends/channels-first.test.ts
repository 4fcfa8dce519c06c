import { channelsFirstOrder, channelsLastOrder } from '../../src/backends/channels-first/layout';
import { decodeWeight, encodeWeight, storedShape } from '../../src/backends/channels-first/weight-layout';

test.each([
  [2, [0, 2, 1], [0, 2, 1]],
  [3, [0, 3, 1, 2], [0, 2, 3, 1]],
  [4, [0, 4, 1, 2, 3], [0, 2, 3, 4, 1]],
])('a value of %i axes goes channels first and back', (rank, first, last) => {
  expect([channelsFirstOrder(rank), channelsLastOrder(rank)]).toEqual([first, last]);
});

const count = (length: number): Float32Array => Float32Array.from({ length }, (_, index) => index);

test.each([
  // A kernel of height 1, width 2, 2 inputs and 1 output becomes output, input, height, width.
  ['a kernel', { order: [3, 2, 0, 1] }, [1, 2, 2, 1], [1, 2, 1, 2], [0, 2, 1, 3]],
  // Rows of 1 x 2 cells with 2 channels: channel by channel, for each of 2 units, transposed.
  ['a dense kernel', { order: [1, 0], rows: [1, 2, 2] }, [4, 2], [2, 4], [0, 4, 2, 6, 1, 5, 3, 7]],
  // The same of a sequence of 2 places with 2 channels.
  ['a dense kernel of a sequence', { order: [0, 1], rows: [2, 2] }, [4, 1], [4, 1], [0, 2, 1, 3]],
  ['a depthwise kernel', { order: [2, 3, 0, 1], shape: [4, 1, 1, 1] }, [1, 1, 2, 2], [4, 1, 1, 1], [0, 1, 2, 3]],
])('%s is permuted and comes back', (_name, layout, shape, stored, values) => {
  const own = count(values.length);
  expect(storedShape(layout, shape)).toEqual(stored);
  expect([...encodeWeight(layout, shape, own)]).toEqual(values);
  expect(decodeWeight(layout, shape, Float32Array.from(values))).toEqual(own);
});
