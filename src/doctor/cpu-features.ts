import { parseCpuInfo, readCpuInfo } from '../engines/cpu-info';
import type { CommandRunner } from '../install/run-command';

/** The CPU's instruction sets in Linux's spelling, or `undefined` if the system does not report them. Never rejects. */
export async function readCpuFeatures(
  platform: NodeJS.Platform,
  run: CommandRunner,
): Promise<readonly string[] | undefined> {
  if (platform === 'linux') return parseCpuInfo(readCpuInfo());
  if (platform === 'darwin') {
    const names = ['machdep.cpu.features', 'machdep.cpu.leaf7_features'];
    const result = await run('sysctl', ['-n', ...names], { timeoutMs: 5_000 });
    return parseSysctl(result.stdout);
  }
  return undefined;
}

/** macOS writes the same names in capitals, some with a dot: `AVX1.0`. */
export function parseSysctl(text: string): readonly string[] | undefined {
  const names = text.toLowerCase().split(/\s+/).filter(Boolean);
  return names.length === 0 ? undefined : names.map((name) => (name === 'avx1.0' ? 'avx' : name));
}
