import { emit } from './support';

jest.setTimeout(60_000);

const specOf = (layers: string): string => `modelc: 1
input: { height: 28, width: 28, channels: 1 }
layers: [${layers}, flatten, { dense: { units: 10 } }]
train: { dataset: mnist, optimizer: sgd, epochs: 1 }
`;

/** Where the fans of tfjs, which come from the kernel's shape, are not those of the spec, the initializer is written out. */
test.each([
  ['{ conv2d: { filters: 4, kernel: 3 } }', true],
  ['{ conv2d_transpose: { filters: 4, kernel: 3 } }', false],
  ['{ conv2d_transpose: { filters: 1, kernel: 3 } }', true],
  ['{ conv2d: { filters: 4, kernel: 3, kernel_initializer: he_normal } }', false],
  ['{ conv2d: { filters: 4, kernel: 3 } }, { depthwise_conv2d: { kernel: 3 } }', false],
  ['{ separable_conv2d: { filters: 4, kernel: 3 } }', false],
])('whether kernels of %s are drawn again from a seed: %s', async (layers, expected) => {
  expect((await emit(specOf(layers))).includes('seedKernels(')).toBe(expected);
});
