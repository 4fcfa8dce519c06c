import { prepareEnvironment, restoreRemovedUtilities } from '../../../../src/training/engines/tensorflow/environment';

test.each([
  ['sets what is not set', {}, { TF_CPP_MIN_LOG_LEVEL: '2', TF_ENABLE_ONEDNN_OPTS: '1' }],
  [
    'leaves what the user set',
    { TF_CPP_MIN_LOG_LEVEL: '0', TF_ENABLE_ONEDNN_OPTS: '0' },
    { TF_CPP_MIN_LOG_LEVEL: '0', TF_ENABLE_ONEDNN_OPTS: '0' },
  ],
])('the environment: %s', (_name, env, expected) => {
  prepareEnvironment(env);
  expect(env).toEqual(expected);
});

test.each([
  ['20 has them', 20, false],
  ['22 warns of them', 22, true],
  ['24 lacks them', 24, true],
])('Node %s', (_name, major, replaced) => {
  const util: { isNullOrUndefined?: (value: unknown) => boolean } = {};
  restoreRemovedUtilities(util, major);
  expect(util.isNullOrUndefined?.(null)).toBe(replaced ? true : undefined);
  expect(util.isNullOrUndefined?.(0)).toBe(replaced ? false : undefined);
});
