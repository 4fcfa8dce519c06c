import fs from 'node:fs';

/** The peak memory of this process; on Linux without that of its parent before it started. */
export function peakMemoryBytes(): number {
  try {
    const [, kilobytes] = /^VmHWM:\s*(\d+) kB$/m.exec(fs.readFileSync('/proc/self/status', 'utf8')) ?? [];
    if (kilobytes !== undefined) return 1024 * Number(kilobytes);
  } catch {
    // On other systems: Node's portable way.
  }
  return 1024 * process.resourceUsage().maxRSS;
}
