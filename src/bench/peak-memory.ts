import fs from 'node:fs';

/** The most memory that this process has had at once; under Linux without what was its parent's before it began. */
export function peakMemoryBytes(): number {
  try {
    const [, kilobytes] = /^VmHWM:\s*(\d+) kB$/m.exec(fs.readFileSync('/proc/self/status', 'utf8')) ?? [];
    if (kilobytes !== undefined) return 1024 * Number(kilobytes);
  } catch {
    // Another system: the way that Node has everywhere.
  }
  return 1024 * process.resourceUsage().maxRSS;
}
