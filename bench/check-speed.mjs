// How fast specs compile: a cold `check` next to an empty Node process, alternately, and commands on nets of 1,000 to 100,000 layers.
// Usage: node bench/check-speed.mjs [spec] [rounds]
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const cli = join(here, '../dist/cli.js');
const [spec = join(here, '../specs/inception-v4.yaml'), rounds = '15'] = process.argv.slice(2);

function measure(args) {
  const start = performance.now();
  const { status, output, error } = spawnSync(process.execPath, ['-r', join(here, 'report-usage.cjs'), ...args], {
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
    maxBuffer: 2 ** 30,
  });
  if (error) throw error;
  if (status !== 0) throw new Error(`${args.join(' ')} ended with ${status}: ${output[2]}`);
  return { wallMs: performance.now() - start, ...JSON.parse(String(output[3])) };
}

const median = (values) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)];

const [empty, check] = [[], []];
for (let round = 0; round < Number(rounds); round++) {
  empty.push(measure(['-e', '0']));
  check.push(measure([cli, 'check', spec]));
}
console.log(`cold start, ${rounds} rounds in turns (median)`);
for (const key of ['wallMs', 'cpuMs']) {
  const [one, other] = [empty, check].map((runs) => median(runs.map((run) => run[key])));
  console.log(`  ${key}: node -e 0 ${one.toFixed(0)}, check ${other.toFixed(0)}, ratio ${(other / one).toFixed(2)}`);
}

/** A residual net with this many layers, eight in each iteration of a repeat. */
const net = (layers) => `modelc: 1
input: { height: 16, width: 16, channels: 8 }
blocks:
  conv:
    params: { out, kernel: 3 }
    layers:
      - conv2d: { filters: "\${out}", kernel: "\${kernel}", padding: same, bias: false }
      - batch_norm
      - relu
  unit:
    params: { out }
    layers:
      - branch:
          main:
            - use: conv
              with: { out: "\${out}" }
            - use: conv
              with: { out: "\${out}", kernel: 1 }
          skip: []
      - add
layers:
  - repeat:
      times: ${layers / 8}
      layers:
        - use: unit
          with: { out: 8 }
        - relu
`;

const folder = mkdtempSync(join(tmpdir(), 'modelc-speed-'));
try {
  console.log('\nlayers     command              wall s   cpu s      MB');
  for (const layers of [1000, 10_000, 100_000]) {
    const file = join(folder, `net-${layers}.yaml`);
    writeFileSync(file, net(layers));
    const commands = [
      ['check', file],
      ['summary', file, '--depth', '1'],
      ['explain', file, 'repeat.channels'],
      ['diff', file, file],
    ];
    for (const [name, ...rest] of commands) {
      const { wallMs, cpuMs, megabytes } = measure([cli, name, ...rest]);
      const numbers = [wallMs / 1000, cpuMs / 1000].map((seconds) => seconds.toFixed(2).padStart(7));
      console.log(
        `${String(layers).padEnd(10)} ${name.padEnd(18)} ${numbers.join(' ')} ${megabytes.toFixed(0).padStart(7)}`,
      );
    }
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
