import { prepareEnvironment, restoreRemovedUtilities } from '../../../src/engines/tfjs-node/environment';

const memoryInMebibytes = /^[1-9]\d{2,}$/;
const defaults = {
  TF_CPP_MIN_LOG_LEVEL: '2',
  TF_ENABLE_ONEDNN_OPTS: '1',
  TF_CPU_ALLOCATOR_USE_BFC: '1',
  TF_CPU_BFC_MEM_LIMIT_IN_MB: expect.stringMatching(memoryInMebibytes),
};
const byUser = {
  TF_CPP_MIN_LOG_LEVEL: '0',
  TF_ENABLE_ONEDNN_OPTS: '0',
  TF_CPU_ALLOCATOR_USE_BFC: '0',
  TF_CPU_BFC_MEM_LIMIT_IN_MB: '2048',
};

test.each([
  ['sets what is not set', {}, defaults],
  ['leaves what the user set', byUser, byUser],
])('the environment: %s', (_name, env, expected) => {
  const prepared = { ...env };
  prepareEnvironment(prepared);
  expect(prepared).toEqual(expected);
});

test.each([
  ['as planned', {}, { TF_NUM_INTRAOP_THREADS: '1', TF_NUM_INTEROP_THREADS: '4' }],
  ['not by half of a plan', { TF_NUM_INTEROP_THREADS: '1' }, { TF_NUM_INTEROP_THREADS: '1' }],
])('threads: %s', (_name, env, expected) => {
  const prepared = { ...byUser, ...env };
  prepareEnvironment(prepared, { within: 1, between: 4 });
  expect(prepared).toEqual({ ...byUser, ...expected });
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
