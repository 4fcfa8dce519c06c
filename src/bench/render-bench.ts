import { count } from '../diagnostics/messages/words';
import { printable } from '../diagnostics/printable';
import { formatCount } from '../summary/format';
import { type BenchResult, pairedRatio, type Race, spreadOf } from './bench-result';

const COLUMNS = ['engine', 'precision', 'images/s', 'min', 'max', 'vs best', 'startup', 'memory', 'of peak'];

/** The cells of the table, the fastest first; the first row is the header, and the last column exists only with races. */
export function benchRows({ engines, accuracy }: BenchResult): readonly (readonly string[])[] {
  const sorted = [...engines].sort((a, b) => b.imagesPerSecond.median - a.imagesPerSecond.median);
  const rows = sorted.map((engine) => [
    ...[engine.name, engine.precision],
    ...[engine.imagesPerSecond.median, engine.imagesPerSecond.min, engine.imagesPerSecond.max].map(rate),
    pairedRatio(engine, sorted[0] ?? engine).toFixed(2),
    `${engine.startupSeconds.toFixed(1)} s`,
    `${formatCount(Math.round(engine.peakMemoryBytes / 2 ** 20))} MiB`,
    engine.shareOfPeak === null ? '' : `${(100 * engine.shareOfPeak).toFixed(0)} %`,
    ...(accuracy === null ? [] : [raceTimes(engine.races ?? [])]),
  ]);
  return [accuracy === null ? COLUMNS : [...COLUMNS, `to ${percent(accuracy)}`], ...rows];
}

/** The median, and in brackets the time for each seed; a dash if the accuracy was not reached. */
function raceTimes(races: readonly Race[]): string {
  if (races.length === 0) return '';
  const times = races.map(({ seconds }) => (seconds === null ? '-' : seconds.toFixed(1))).join(', ');
  // Never reached is later than any time.
  const { median } = spreadOf(races.map(({ seconds }) => seconds ?? Number.POSITIVE_INFINITY));
  return `${Number.isFinite(median) ? `${median.toFixed(1)} s` : 'never'} (${times})`;
}

function percent(share: number): string {
  return `${Number((100 * share).toFixed(4))} %`;
}

/** What was measured on which machine, in one sentence. */
export function describeBench({ spec, batch, rounds, threads, data, machine, peakFlops }: BenchResult): string {
  const peak = peakFlops === null ? '' : `; matrix products reach ${(peakFlops / 1e9).toFixed(0)} GFLOP/s`;
  return `${printable(spec)}, batch size ${batch}, ${data}, ${count(rounds, 'interleaved round')}, ${count(threads, 'thread')} on ${machine}${peak}`;
}

/** The result as text. */
export function renderBench(result: BenchResult): string {
  const rows = benchRows(result);
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  const pad = (cell: string, column: number): string =>
    column < 2 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0);
  const lines = rows.map((row) => row.map(pad).join('  ').trimEnd());
  const skipped = result.skipped.map(({ name, precision, reason }) => `skipped ${name} ${precision}: ${reason}`);
  return [describeBench(result), '', ...lines, ...(skipped.length > 0 ? ['', ...skipped] : [])].join('\n');
}

function rate(value: number): string {
  return value < 100 ? value.toFixed(1) : formatCount(Math.round(value));
}
