import type { Check } from './check';
import { checkNative } from './check-native';
import { checkPackages } from './check-packages';
import { checkSystem } from './check-system';
import { checkTools } from './check-tools';
import { machineProbes, type Probes } from './probes';

/**
 * Looks at everything that decides what works on this machine. Takes about two seconds, most of them for trying the native
 * engine in a process of its own and for the hashes of its files. Touches no network.
 */
export async function diagnoseMachine(probes: Probes = machineProbes()): Promise<readonly Check[]> {
  const [system, native] = await Promise.all([checkSystem(probes), checkNative(probes)]);
  const nativeWorks = native.some((check) => check.engine === 'tensorflow' && check.status === 'ok');
  return [...system, ...(await checkTools(probes, nativeWorks)), ...checkPackages(probes), ...native];
}
