const everyday = require('./jest.config.cjs');

// What modelc sets by itself before TensorFlow loads; a test runner hides the real environment from it.
process.env.TF_ENABLE_ONEDNN_OPTS ??= '1';
process.env.TF_CPP_MIN_LOG_LEVEL ??= '2';

/** Targets held against each other: `npm run test:targets`. One process, since it keeps engines and a Python open. */
module.exports = {
  ...everyday,
  testMatch: ['<rootDir>/test/targets/**/*.targets.ts'],
  testTimeout: 120_000,
  maxWorkers: 1,
};
