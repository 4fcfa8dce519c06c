// What modelc sets by itself before TensorFlow loads; a test runner hides the real environment from it.
process.env.TF_ENABLE_ONEDNN_OPTS ??= '1';
process.env.TF_CPP_MIN_LOG_LEVEL ??= '2';

/** Everyday tests: `npm test`. The long suites have configurations of their own beside this one. */
module.exports = {
  testEnvironment: 'node',
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  // By default jest leaves a core to itself, which on two cores means one file after the other.
  maxWorkers: '100%',
  // Imports on demand name the file that TypeScript makes of a source.
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: { '^.+\\.ts$': ['@swc/jest', { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' } }] },
};
