import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { summarizeGraph } from '../summary/summary';
import { bf16OfCpu } from '../training/engines/bf16-of-cpu';
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
   * After the rounds everybody trains by the recipe of the spec, once for each seed, until so many test images are told right. Only
   * where `raceObstacle` has none.
   */
  readonly races?: { readonly accuracy: number; readonly seeds: number } | undefined;
  /** Told how it goes, a line at a time. */
  readonly say: (line: string) => void;
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
      `${os.tmpdir()}: can't write the data of the benchmark there: ${(error as Error).message}`,
    );
  }
}

/**
 * Starts a process for each entry and lets them train in turns. Whoever can't take part is skipped, with the reason. Rejects with a
 * BenchFolderError.
 */
export async function runBench(request: BenchRequest): Promise<BenchResult> {
  const { graph, batch, rounds, threads, races, say } = request;
  const dataFolder = orExplain(() => fs.mkdtempSync(path.join(os.tmpdir(), 'modelc-bench-')));
  const contenders: Contender[] = [];
  const skipped: Skipped[] = [];
  const started: BenchProcess[] = [];
  const cleanUp = (): void => {
    for (const process of started) process.stop();
    fs.rmSync(dataFolder, { recursive: true, force: true });
  };
  // Also where a signal ends this process in the middle of a round.
  process.once('exit', cleanUp);
  try {
    const data = orExplain(() => writeBenchData(graph, batch, dataFolder));
    const race = races && orExplain(() => writeRaceData(graph, batch, races.accuracy, dataFolder));
    await startAll(request, dataFolder, race, contenders, skipped, started);
    const peaks: number[] = [];
    for (let round = 1; round <= rounds; round++) {
      say(`round ${round} of ${rounds}`);
      await runRound(contenders, skipped, peaks);
    }
    // Who breaks off in a race leaves the races alone: what it did in the rounds counts.
    const racers = contenders.filter(({ name }) => entries[name].races);
    for (let seed = 1; seed <= (races?.seeds ?? 0); seed++) await runRaces(racers, skipped, seed, say);
    if (peaks.length === 0 && contenders.some(({ name }) => name === 'graph')) {
      for (const { process } of contenders) process.stop();
      say('the peak of the machine');
      peaks.push(...(await peakBeside(request, dataFolder, started)));
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

/** One after the other, warm-up and all, so that no start disturbs another one. */
async function startAll(
  request: BenchRequest,
  dataFolder: string,
  race: RaceJob | undefined,
  contenders: Contender[],
  skipped: Skipped[],
  started: BenchProcess[],
): Promise<void> {
  const { batch, threads, seconds, say } = request;
  for (const name of request.entries) {
    for (const precision of entries[name].precisions) {
      const job: BenchJob = { precision, batch, threads, seconds, dataFolder, ...(race && { race }) };
      const result = await start(name, job, request, started);
      if ('reason' in result) skipped.push({ name, precision, reason: result.reason });
      else contenders.push(result);
      say('reason' in result ? `${name} ${precision}: skipped, ${result.reason}` : `${name} ${precision}: ready`);
    }
  }
}

async function start(
  name: EntryName,
  job: BenchJob,
  request: BenchRequest,
  started: BenchProcess[],
): Promise<Contender | { readonly reason: string }> {
  const { precision } = job;
  if (precision === 'bf16' && bf16OfCpu() !== 'yes') return { reason: 'the CPU has no bf16, as far as is known' };
  const found = await commandOf(name, job, request);
  if (!found.ok) return { reason: found.reason };
  const process = new BenchProcess(found.command);
  started.push(process);
  try {
    const { report, seconds } = await process.ready<Report>();
    await process.ask<WarmReport>('warm');
    return { name, precision, process, startupSeconds: seconds, rates: [], races: [], ...report };
  } catch (error) {
    process.stop();
    return { reason: (error as Error).message };
  }
}

async function runRound(contenders: Contender[], skipped: Skipped[], peaks: number[]): Promise<void> {
  await inTurns(contenders, skipped, async (contender) => {
    const { images, seconds, peakMemoryBytes } = await contender.process.ask<RoundReport>('round');
    contender.rates.push(images / seconds);
    contender.peakMemoryBytes = peakMemoryBytes;
    await askForPeak(contender.process, peaks);
  });
}

async function askForPeak(process: BenchProcess, peaks: number[]): Promise<void> {
  const { flops } = await process.ask<PeakReport>('peak');
  if (flops !== null) peaks.push(flops);
}

/** The peak of all cores together, by a process of its own, where none of the others has them all for one product. */
async function peakBeside(request: BenchRequest, dataFolder: string, started: BenchProcess[]): Promise<number[]> {
  const { batch, threads, seconds } = request;
  const found = await start('eager', { precision: 'f32', batch, threads, seconds, dataFolder }, request, started);
  if ('reason' in found) return [];
  const peaks: number[] = [];
  await inTurns([found], [], ({ process }) => askForPeak(process, peaks));
  found.process.stop();
  return peaks;
}

/** Everybody trains by the recipe, once. */
async function runRaces(
  racers: Contender[],
  skipped: Skipped[],
  seed: number,
  say: BenchRequest['say'],
): Promise<void> {
  await inTurns(racers, skipped, async ({ name, precision, process, races }) => {
    const { seconds, accuracy } = await process.ask<RaceReport>(`race ${seed}`);
    races.push({ seed, seconds, accuracy });
    const time = seconds === null ? 'not there' : `${seconds.toFixed(1)} s`;
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
