/** The zoo held against torchvision: `npm run test:zoo`, with a Python that has torchvision and Keras in MODELC_PYTHON. */
module.exports = {
  ...require('./jest.config.cjs'),
  testMatch: ['**/*.zoo.ts'],
  testTimeout: 900_000,
  maxWorkers: 1,
};
