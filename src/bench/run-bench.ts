import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { bf16OfCpu } from '../engines/bf16-of-cpu';
import type { Precision } from '../schema/train';
import { summarizeGraph } from '../summary/summary';
import { writeBenchData } from './bench-data';
import type { BenchJob, PeakReport, RaceJob, RaceReport, Report, RoundReport, WarmReport } from './bench-job';
import { BenchProcess } from './bench-process';
import { type BenchResult, type EngineResult, spreadOf } from './bench-result';
import { type Contender, inTurns, type Skipped } from './contender';
import { type EntryName, entries } from './entries';
import { writeRaceData } from './race-data';
import { commandOf, type Surroundings } from './start-entry';

export interface BenchRequest extends Surroundings {
  readonly entries: readonly EntryName[];
  readonly batch: number;
  readonly rounds: number;
  /** Of one round of one engine. */
  readonly seconds: number;
  readonly threads: number;
  /**
   * After the rounds, everybody trains with the settings of the spec, once per seed, to the test accuracy. Only if
   * `raceObstacle` finds no obstacle.
   */
  readonly races?: { readonly accuracy: number; readonly seeds: number } | undefined;
  /** Receives progress messages, one line each. */
  readonly say: (line: string) => void;
}

/** A running benchmark. */
interface Run extends BenchRequest {
  readonly dataFolder: string;
  /** Every process that was started, whatever became of it. */
  readonly started: BenchProcess[];
  readonly contenders: Contender[];
  readonly skipped: Skipped[];
  /** Measured operations per second in matrix products. */
  readonly peaks: number[];
}

/** The folder for temporary files could not be used. */
export class BenchFolderError extends Error {
  override readonly name = 'BenchFolderError';
}

function orExplain<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw new BenchFolderError(
      `${os.tmpdir()}: cannot write the data of the benchmark there: ${(error as Error).message}`,
    );
  }
}

/**
 * Starts one process per entry and lets them train in turns. Skips those that cannot run, with the reason. Rejects with a
 * BenchFolderError.
 */
export async function runBench(request: BenchRequest): Promise<BenchResult> {
  const { graph, batch, rounds, threads, races, say } = request;
  const dataFolder = orExplain(() => fs.mkdtempSync(path.join(os.tmpdir(), 'modelc-bench-')));
  const run: Run = { ...request, dataFolder, started: [], contenders: [], skipped: [], peaks: [] };
  const { started, contenders, skipped, peaks } = run;
  const cleanUp = (): void => {
    for (const process of started) process.stop();
    fs.rmSync(dataFolder, { recursive: true, force: true });
  };
  // Also if a signal ends this process in the middle of a round.
  process.once('exit', cleanUp);
  try {
    const data = orExplain(() => writeBenchData(graph, batch, dataFolder));
    const race = races && orExplain(() => writeRaceData(graph, batch, races.accuracy, dataFolder));
    await startAll(run, race);
    for (let round = 1; round <= rounds; round++) {
      say(`round ${round} of ${rounds}`);
      await runRound(run);
    }
    // A process that fails in a race only drops out of the races; its rounds count.
    const racers = contenders.filter(({ name }) => entries[name].races);
    for (let seed = 1; seed <= (races?.seeds ?? 0); seed++) await runRaces(racers, skipped, seed, say);
    if (peaks.length === 0 && contenders.some(({ name }) => name === 'graph')) {
      for (const process of started) process.stop();
      say('measuring the peak of the machine');
      await measurePeakBeside(run);
    }
    const peakFlops = peaks.length > 0 ? Math.max(...peaks) : null;
    const flops = 6 * summarizeGraph(graph).macs;
    return {
      ...{ schemaVersion: 1, spec: graph.name, batch, rounds, threads, data },
      ...{ machine: os.cpus()[0]?.model ?? 'unknown', peakFlops },
      accuracy: races?.accuracy ?? null,
      engines: contenders.map((contender) => ({
        ...resultOf(contender, flops, peakFlops),
        ...(races && { races: contender.races }),
      })),
      skipped,
    };
  } finally {
    process.off('exit', cleanUp);
    cleanUp();
  }
}

/** One after another, including warm-up, so that starts do not disturb each other. */
async function startAll(run: Run, race: RaceJob | undefined): Promise<void> {
  const { contenders, skipped, say } = run;
  for (const name of run.entries) {
    for (const precision of entries[name].precisions) {
      const result = await start(name, precision, run, race);
      if ('reason' in result) skipped.push({ name, precision, reason: result.reason });
      else contenders.push(result);
      say('reason' in result ? `${name} ${precision}: skipped, ${result.reason}` : `${name} ${precision}: ready`);
    }
  }
}

async function start(
  name: EntryName,
  precision: Precision,
  run: Run,
  race?: RaceJob,
): Promise<Contender | { readonly reason: string }> {
  if (precision === 'bf16' && bf16OfCpu() !== 'yes') return { reason: 'the CPU is not known to support bf16' };
  const { batch, threads, seconds, dataFolder, started } = run;
  const job: BenchJob = { precision, batch, threads, seconds, dataFolder, ...(race && { race }) };
  const found = await commandOf(name, job, run);
  if (!found.ok) return { reason: found.reason };
  const { command, sharesOperations } = found;
  const process = new BenchProcess(command);
  started.push(process);
  try {
    const { report, seconds: startupSeconds } = await process.ready<Report>();
    await process.ask<WarmReport>('warm');
    return { name, precision, process, sharesOperations, startupSeconds, rates: [], races: [], ...report };
  } catch (error) {
    process.stop();
    return { reason: (error as Error).message };
  }
}

async function runRound({ contenders, skipped, peaks }: Run): Promise<void> {
  await inTurns(contenders, skipped, async (contender) => {
    const { images, seconds, peakMemoryBytes } = await contender.process.ask<RoundReport>('round');
    contender.rates.push(images / seconds);
    contender.peakMemoryBytes = peakMemoryBytes;
    await measurePeak(contender, peaks);
  });
}

async function measurePeak({ process, sharesOperations }: Contender, peaks: number[]): Promise<void> {
  if (!sharesOperations) return;
  const { flops } = await process.ask<PeakReport>('peak');
  if (flops !== null) peaks.push(flops);
}

/** The peak of all cores together, measured by a separate process if none of the others uses all of them for one product. */
async function measurePeakBeside(run: Run): Promise<void> {
  const found = await start('eager', 'f32', run);
  if ('reason' in found) return;
  await inTurns([found], [], (contender) => measurePeak(contender, run.peaks));
}

/** Everybody trains with the settings of the spec, once. */
async function runRaces(
  racers: Contender[],
  skipped: Skipped[],
  seed: number,
  say: BenchRequest['say'],
): Promise<void> {
  await inTurns(racers, skipped, async ({ name, precision, process, races }) => {
    const { seconds, accuracy } = await process.ask<RaceReport>(`race ${seed}`);
    races.push({ seed, seconds, accuracy });
    const time = seconds === null ? 'not reached' : `${seconds.toFixed(1)} s`;
    say(`${name} ${precision}, seed ${seed}: ${time}, ${(100 * accuracy).toFixed(2)} %`);
  });
}

function resultOf(
  { name, precision, rates, startupSeconds, peakMemoryBytes }: Contender,
  flops: number,
  peakFlops: number | null,
): EngineResult {
  const imagesPerSecond = spreadOf(rates);
  const shareOfPeak = peakFlops === null || precision !== 'f32' ? null : (imagesPerSecond.median * flops) / peakFlops;
  return { name, precision, imagesPerSecond, rates, startupSeconds, peakMemoryBytes, shareOfPeak };
}
