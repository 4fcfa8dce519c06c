import * as fs from 'node:fs';

/** Linux's description of the CPU; empty on other systems. */
export function readCpuInfo(): string {
  try {
    return fs.readFileSync('/proc/cpuinfo', 'utf8');
  } catch {
    return '';
  }
}

/** The flags of the first CPU in a text like that of /proc/cpuinfo (`flags` on x86, `Features` on ARM). */
export function parseCpuInfo(text: string): readonly string[] | undefined {
  return /^(?:flags|Features)\s*:\s*(.*)$/m.exec(text)?.[1]?.trim().split(/\s+/);
}
