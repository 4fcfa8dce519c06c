const everyday = require('./jest.config.cjs');

/** Targets held against each other: `npm run test:targets`. One process, since it keeps engines and a Python open. */
module.exports = {
  ...everyday,
  testMatch: ['<rootDir>/test/targets/**/*.targets.ts'],
  testTimeout: 120_000,
  maxWorkers: 1,
};
