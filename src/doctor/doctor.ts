import type { Check } from './check';
import { checkNative } from './check-native';
import { checkPackages } from './check-packages';
import { checkSystem } from './check-system';
import { checkTools } from './check-tools';
import { machineProbes, type Probes } from './probes';

/**
 * Checks everything that decides what works on this machine. Takes about two seconds, mostly for trying the native engine in a
 * separate process and hashing its files. No network access.
 */
export async function diagnoseMachine(probes: Probes = machineProbes()): Promise<readonly Check[]> {
  const [system, native] = await Promise.all([checkSystem(probes), checkNative(probes)]);
  const nativeWorks = native.some((check) => check.engine === 'tensorflow' && check.status === 'ok');
  return [...system, ...(await checkTools(probes, nativeWorks)), ...checkPackages(probes), ...native];
}
