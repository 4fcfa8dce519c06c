import { createInterface } from 'node:readline';
import type { BenchJob, PeakReport, RaceReport, Report, RoundReport, WarmReport } from '../bench-job';
import { peakMemoryBytes } from '../peak-memory';

/** Something that trains by steps, over its batches again and again. */
export interface Runner {
  run(steps: number): Promise<void>;
  /** Operations a second in a product of matrices; null where that is none of its business. */
  readonly peak: () => number | null;
  /** A training from the start with a seed; absent where it can't train by a recipe. */
  readonly race?: (seed: number) => Promise<RaceReport>;
}

const LONGEST_ROUND = 2000;

/** Takes the first step, says so, and then answers what it is asked until the input ends; it warms up once, before any round. */
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

/** Takes some steps, and gives how many last for so long. */
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
