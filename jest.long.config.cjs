/** Long tests: `npm run test:long`. They install packages, run whole trainings and other versions of Node, or go through every shipped spec. */
module.exports = {
  ...require('./jest.config.cjs'),
  testMatch: ['**/*.long.ts'],
  testTimeout: 900_000,
  maxWorkers: 1,
};
