// `npm start` in a fresh clone: installs what is missing, gets the native engine where this machine allows it, and trains the
// shipped Inception net on MNIST. Without pip or a compiler it trains on WebAssembly, and says so.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const npm = process.env.npm_execpath;

function run(command, args) {
  return spawnSync(command, args, { cwd: root, stdio: 'inherit' }).status ?? 1;
}

/** npm by its own script where npm started us, so that no shell is needed. */
function runNpm(...args) {
  return npm?.endsWith('.js') ? run(process.execPath, [npm, ...args]) : run('npm', args);
}

function orExit(code) {
  if (code !== 0) process.exit(code);
}

// `prepare` builds as part of `npm ci`.
if (!existsSync(join(root, 'node_modules/.package-lock.json'))) orExit(runNpm('ci', '--no-audit', '--no-fund'));
else if (!existsSync(join(root, 'dist/cli.js'))) orExit(runNpm('run', 'build'));

const modelc = join(root, 'dist/cli.js');
if (run(process.execPath, [modelc, 'engine', 'install']) !== 0)
  console.error('Training goes on without the native engine.');
orExit(run(process.execPath, [modelc, 'check', 'specs/inception-mnist.yaml']));
process.exit(run(process.execPath, [modelc, 'train', 'specs/inception-mnist.yaml', ...process.argv.slice(2)]));
