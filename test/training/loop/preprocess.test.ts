import { preprocessor } from '../../../src/engines/eager/preprocess';

test.each([
  ['none: 0 to 1', [2, 2, 1], undefined, [0, 255, 51, 128], [0, 1, 0.2, 128 / 255]],
  ['MNIST', [1, 2, 1], { mean: [0.1307], std: [0.3081] }, [0, 255], [-0.1307 / 0.3081, (1 - 0.1307) / 0.3081]],
  ['each channel by its own numbers', [1, 2, 2], { mean: [0, 0.5], std: [1, 0.25] }, [255, 255, 0, 0], [1, 2, 0, -2]],
  ['one number for all channels', [1, 1, 2], { mean: [0.5], std: [0.5] }, [255, 0], [1, -1]],
  ['one mean, and deviations', [1, 1, 2], { mean: [0.5], std: [0.5, 0.25] }, [255, 0], [1, -2]],
  ['features', [3], { mean: [0, 0, 1], std: [1, 2, 1] }, [255, 255, 255], [1, 0.5, 0]],
])('%s', (_name, shape, preprocess, bytes, expected) => {
  const values = preprocessor({ shape, preprocess })(Uint8Array.from(bytes));
  expect(Array.from(values)).toEqual(expected.map((value) => expect.closeTo(value, 6)));
});
