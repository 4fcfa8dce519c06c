import { emit } from './support';

jest.setTimeout(60_000);

const specOf = (layer: string): string => `modelc: 1
input: { height: 28, width: 28, channels: 1 }
layers:
  - ${layer}
  - flatten
  - dense: { units: 10 }
train: { dataset: mnist, optimizer: sgd, epochs: 1 }
`;

test.each([
  ['conv2d: { filters: 4, kernel: 3 }', true],
  ['conv2d_transpose: { filters: 4, kernel: 3 }', false],
  ['conv2d_transpose: { filters: 1, kernel: 3 }', true],
  ['conv2d: { filters: 4, kernel: 3, kernel_initializer: he_normal }', false],
  ['separable_conv2d: { filters: 4, kernel: 3 }', false],
])('kernels of `%s` can be drawn again from a seed: %s', async (layer, expected) => {
  expect((await emit(specOf(layer))).includes('seedKernels(')).toBe(expected);
});
