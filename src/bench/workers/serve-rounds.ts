import fs from 'node:fs';
import { createInterface } from 'node:readline';
import type { BenchJob, PeakReport, RaceReport, Report, RoundReport, WarmReport } from '../bench-job';

/** Something that trains step by step, iterating over its batches. */
export interface Runner {
  run(steps: number): Promise<void>;
  /** Operations per second in a matrix product; null if it does not measure them. */
  readonly peak: () => number | null;
  /** Training from the start with a seed; absent if it cannot train with the settings of a spec. */
  readonly race?: (seed: number) => Promise<RaceReport>;
}

const LONGEST_ROUND = 2000;

/** Takes the first step, reports it, and then answers requests until the input ends; warms up once, before any round. */
export async function serveRounds(runner: Runner, { batch, seconds }: BenchJob): Promise<void> {
  await runner.run(1);
  say({ peakMemoryBytes: peakMemoryBytes() } satisfies Report);
  let steps: number | undefined;
  for await (const line of createInterface({ input: process.stdin })) {
    const [word, seed] = line.split(' ');
    if (word === 'peak') say({ flops: runner.peak() } satisfies PeakReport);
    else if (word === 'race' && runner.race) say(await runner.race(Number(seed)));
    else {
      steps ??= await warmUp(runner, seconds);
      say(word === 'warm' ? ({ steps } satisfies WarmReport) : await round(runner, steps, batch));
    }
  }
}

/** Takes some steps, and returns how many fit into this time. */
async function warmUp(runner: Runner, seconds: number): Promise<number> {
  await runner.run(2);
  const began = performance.now();
  await runner.run(1);
  const stepSeconds = (performance.now() - began) / 1000;
  return Math.min(Math.max(Math.round(seconds / stepSeconds), 1), LONGEST_ROUND);
}

async function round(runner: Runner, steps: number, batch: number): Promise<RoundReport> {
  const start = performance.now();
  await runner.run(steps);
  const seconds = (performance.now() - start) / 1000;
  return { images: steps * batch, seconds, peakMemoryBytes: peakMemoryBytes() };
}

function say(answer: object): void {
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}

/** The most memory that this process has held at once; on Linux, without what its parent held before it started. */
function peakMemoryBytes(): number {
  try {
    const [, kilobytes] = /^VmHWM:\s*(\d+) kB$/m.exec(fs.readFileSync('/proc/self/status', 'utf8')) ?? [];
    if (kilobytes !== undefined) return 1024 * Number(kilobytes);
  } catch {
    // Not Linux: what Node measures everywhere.
  }
  return 1024 * process.resourceUsage().maxRSS;
}
