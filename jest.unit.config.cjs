/**
 * Unit tests: `npm run test:unit`. They need neither a build nor the native engine. What needs the built command is called
 * `*.command.test.ts`, what needs tfjs-node `*.engine.test.ts`, and what takes long `*.slow.test.ts`; `npm test` runs all of them.
 */
module.exports = {
  ...require('./jest.config.cjs'),
  testPathIgnorePatterns: ['/node_modules/', '\\.(command|engine|slow)\\.test\\.ts$'],
};
