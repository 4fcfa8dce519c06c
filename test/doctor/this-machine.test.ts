import { machineProbes } from '../../src/doctor/probes';

test('the probes return sensible facts about this machine', async () => {
  const probes = machineProbes();
  expect(probes.cores).toBeGreaterThan(0);
  expect(probes.memoryBytes).toBeGreaterThan(2 ** 28);
  expect(probes.freeBytes('/no/such/folder')).toBeGreaterThan(0);
  expect(probes.hasWasmSimd()).toBe(true);
  expect(probes.packageVersion('yaml')).toMatch(/^\d+\.\d+\.\d+$/);
  expect(probes.packageVersion('no-such-package-here')).toBeUndefined();
  expect(probes.places().map(({ where }) => where)).toHaveLength(3);
});
