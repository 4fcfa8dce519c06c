import * as fs from 'node:fs';
import type { CommandRunner } from '../tensorflow/run-command';

/** The CPU's instruction sets in Linux's spelling, or `undefined` where the system does not say. Never rejects. */
export async function readCpuFeatures(
  platform: NodeJS.Platform,
  run: CommandRunner,
): Promise<readonly string[] | undefined> {
  if (platform === 'linux') return parseCpuInfo(readOr('/proc/cpuinfo', ''));
  if (platform === 'darwin') {
    const names = ['machdep.cpu.features', 'machdep.cpu.leaf7_features'];
    const result = await run('sysctl', ['-n', ...names], { timeoutMs: 5_000 });
    return parseSysctl(result.stdout);
  }
  return undefined;
}

/** The flags of the first CPU in a text like that of /proc/cpuinfo (`flags` on x86, `Features` on ARM). */
export function parseCpuInfo(text: string): readonly string[] | undefined {
  return /^(?:flags|Features)\s*:\s*(.*)$/m.exec(text)?.[1]?.trim().split(/\s+/);
}

/** macOS writes the same names in capitals, some with a dot: `AVX1.0`. */
export function parseSysctl(text: string): readonly string[] | undefined {
  const names = text.toLowerCase().split(/\s+/).filter(Boolean);
  return names.length === 0 ? undefined : names.map((name) => (name === 'avx1.0' ? 'avx' : name));
}

function readOr(file: string, otherwise: string): string {
  try {
    return fs.readFileSync(file, 'utf8');
  } catch {
    return otherwise;
  }
}
